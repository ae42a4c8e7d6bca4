import { z } from 'zod';
import type { ClientKey } from '../client/client.js';
import { parseMacAddress } from '../client/mac-address.js';
import { parseZoneName } from '../client/zone-name.js';
import { planLimits } from '../plan/limits.js';
import { parsePlanName } from '../plan/plan.js';
import type { AccountKey } from './account.js';
import { type Authorisation, terminateCauses } from './authorisation.js';
import { listKinds } from './list-entry.js';
import { roles } from './operator.js';
import { isUsualAuthorisation } from './usual-authorisation.js';

export const parsedText = <T>(parse: (text: string) => T | undefined, fault: string) =>
  z.string().transform((text, context) => {
    const value = parse(text);
    if (value === undefined) context.addIssue(fault);
    return value ?? z.NEVER;
  });

const macAddress = parsedText(parseMacAddress, 'not a MAC address');
const zoneName = parsedText(parseZoneName, 'not a zone name');
const clientKey = parsedText((text) => {
  const [zone = '', mac = '', ...more] = text.split('/');
  const isKey = parseZoneName(zone) && parseMacAddress(mac) === mac && more.length === 0;
  return isKey ? (text as ClientKey) : undefined;
}, 'not a zone and a MAC address');
const accountKey = parsedText(
  (text) => (/^(user|device)\//.test(text) ? (text as AccountKey) : undefined),
  'not an account',
);
/** Epoch milliseconds; before 1970 began too, as local days do on a machine whose clock is not set yet. */
const time = z.number();
const seconds = z.number().nonnegative();
const count = z.number().int().nonnegative();
const rate = z.number().positive();
const planName = parsedText(parsePlanName, 'not a plan name');

const endsBy = z.enum(['time', 'daily-time', 'day', 'hours']);

const limits = z.strictObject({
  idleSeconds: z.number().positive().exactOptional(),
  endsBy: endsBy.exactOptional(),
  uploadBitsPerSecond: rate.exactOptional(),
  downloadBitsPerSecond: rate.exactOptional(),
});

/** Of every form that one may have. */
export const anyAuthorisation = z.strictObject({
  mac: macAddress,
  zone: zoneName,
  home: zoneName.exactOptional(),
  method: z.string(),
  user: z.string().exactOptional(),
  notes: z.record(z.string(), z.string()).exactOptional(),
  startedAt: time,
  endsAt: time,
  ownEnd: z.strictObject({ at: time, by: endsBy.exactOptional() }).exactOptional(),
  limits,
  account: accountKey.exactOptional(),
  used: z.strictObject({
    inputBytes: count,
    outputBytes: count,
    inputPackets: count,
    outputPackets: count,
  }),
  activeAt: time.exactOptional(),
  ending: z
    .strictObject({
      at: time,
      terminateCause: z.enum(terminateCauses),
      limit: z.enum(planLimits).exactOptional(),
    })
    .exactOptional(),
});

export const authorisation = z.unknown().transform((value, context): Authorisation => {
  if (isUsualAuthorisation(value)) return value;
  const checked = anyAuthorisation.safeParse(value);
  if (checked.success) return checked.data;
  for (const issue of checked.error.issues) context.addIssue({ ...issue });
  return z.NEVER;
});

const mark = z.strictObject({ startedAt: time, bytes: count, seconds, endsAt: time.exactOptional() });

export const account = z.strictObject({
  key: accountKey,
  bytes: count,
  seconds,
  countedUntil: time,
  online: z.array(clientKey),
  pass: mark.exactOptional(),
  day: mark.exactOptional(),
  otherDays: z.array(mark).exactOptional(),
  quota: z.strictObject({ endsAtBytes: count, by: z.enum(['data', 'daily-data']) }).exactOptional(),
  matterUntil: time,
});

export const listEntry = z.strictObject({
  mac: macAddress,
  zone: zoneName.exactOptional(),
  kind: z.enum(listKinds),
  plan: planName.exactOptional(),
  limits: limits.exactOptional(),
  note: z.string(),
  by: z.string(),
  at: time,
  endsAt: time.exactOptional(),
});

export const voucherBatch = z.strictObject({
  id: z.string(),
  createdAt: time,
  by: z.string(),
  note: z.string(),
  plan: planName,
  devices: count,
  startsAt: time.exactOptional(),
  validUntil: time,
});

export const voucher = z.strictObject({
  hash: z.string(),
  id: z.string(),
  batch: z.string(),
  startedAt: time.exactOptional(),
  revokedAt: time.exactOptional(),
});

export const user = z.strictObject({
  name: z.string(),
  passwordHash: z.string(),
  plan: planName.exactOptional(),
  devices: count.exactOptional(),
  validUntil: time.exactOptional(),
  createdAt: time,
  createdBy: z.string(),
  isApproved: z.boolean(),
  isDisabled: z.boolean(),
  note: z.string(),
});

export const operator = z.strictObject({
  name: z.string(),
  role: z.enum(roles),
  passwordHash: z.string(),
  totpSecret: z.string().exactOptional(),
  totpStep: count.exactOptional(),
  createdAt: time,
  createdBy: z.string(),
});

export const token = z.strictObject({
  hash: z.string(),
  name: z.string(),
  scopes: z.array(z.string()),
  createdAt: time,
  createdBy: z.string(),
  endsAt: time.exactOptional(),
  usedAt: time.exactOptional(),
});
