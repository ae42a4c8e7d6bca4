import { promises } from 'node:fs';
import { rename } from 'node:fs/promises';
import { z } from 'zod';
import { parseIpAddress } from '../../client/ip-address.js';
import { parseMacAddress } from '../../client/mac-address.js';
import { parseZoneName } from '../../client/zone-name.js';
import { reasonOf } from '../../errors.js';
import { terminateCauses } from '../../store/authorisation.js';
import { writeDurably } from '../../store/durable-file.js';
import { parsedText } from '../../store/record-schemas.js';
import type { Log } from '../../system/log.js';
import { readIfThere } from '../../system/read-if-there.js';
import type { LedgerContents } from './ledger.js';

const time = z.number().nonnegative();
const count = z.number().int().nonnegative();
const usage = z.strictObject({
  inputBytes: count,
  outputBytes: count,
  inputPackets: count,
  outputPackets: count,
});
const shared = {
  mac: parsedText(parseMacAddress, 'not a MAC address'),
  zone: parsedText(parseZoneName, 'not a zone name'),
  addresses: z.array(parsedText(parseIpAddress, 'not an IP address')),
  startedAt: time,
  used: usage,
};
const classes = z.array(z.string().regex(/^[0-9a-f]*$/));
const openSession = z.strictObject({
  ...shared,
  notes: z.strictObject({
    session: z.string(),
    userName: z.string(),
    server: z.string(),
    classes,
    interimSeconds: z.number().exactOptional(),
    startedAt: time.exactOptional(),
    before: usage.exactOptional(),
    inputBytes: z.number().exactOptional(),
    outputBytes: z.number().exactOptional(),
    asksAgain: z.boolean().exactOptional(),
  }),
  before: usage,
  toldAt: time,
});
const record = z.strictObject({
  ...shared,
  status: z.enum(['Start', 'Interim-Update', 'Stop']),
  at: time,
  session: z.string(),
  userName: z.string(),
  server: z.string(),
  classes,
  terminateCause: z.enum([...terminateCauses, 'NAS-Error']).exactOptional(),
});
const ledgerFile = z.strictObject({
  version: z.literal(1),
  open: z.array(openSession),
  waiting: z.array(record),
});

const nothing: LedgerContents = { open: [], waiting: [] };

/**
 * The accounting's file. One that is damaged is put aside: that must keep nobody from logging in. Rejects with an
 * OperatorError when it cannot be read, for then it may be whole.
 */
export async function readLedger(path: string, log: Log): Promise<LedgerContents> {
  const text = await readIfThere(path, `the RADIUS accounting ${path}`);
  if (text === undefined) return nothing;
  try {
    return ledgerFile.parse(JSON.parse(text));
  } catch (error) {
    const aside = `${path}.damaged`;
    await rename(path, aside);
    log.error({ path: aside, reason: reasonOf(error) }, 'the RADIUS accounting was damaged and is put aside');
    return nothing;
  }
}

export function writeLedger(path: string, { open, waiting }: LedgerContents): Promise<void> {
  return writeDurably(promises, path, [Buffer.from(JSON.stringify({ version: 1, open, waiting }))]);
}
