import { parseIpAddress } from '../client/ip-address.js';
import { exit, OperatorError } from '../errors.js';
import { askDaemon } from './admin-client.js';
import { macOption, oneAtMost, timeOption } from './arguments.js';
import type { Command, Invocation } from './command.js';
import { table } from './table.js';

interface Row {
  readonly mac: string;
  readonly zone: string;
  readonly user: string | null;
  readonly method: string | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly cause: string | null;
  readonly addresses: readonly {
    readonly address: string;
    readonly from: string;
    readonly to: string | null;
  }[];
}

interface History {
  readonly sessions: readonly Row[];
  readonly torn: number;
  readonly isCut: boolean;
}

/** `gate511 history`: which device and user had an address, and when. */
export const history: Command = {
  name: 'history',
  usage: '[--mac M] [--user U] [--address A] [--at TIME] [--json|--csv]',
  summary: 'past sessions, and who had an address at a time',
  options: {
    mac: { type: 'string' },
    user: { type: 'string' },
    address: { type: 'string' },
    at: { type: 'string' },
    json: { type: 'boolean' },
    csv: { type: 'boolean' },
  },
  async run(invocation) {
    oneAtMost(invocation, 'json', 'csv');
    const query = new URLSearchParams();
    const wanted = {
      mac: macOption(invocation, 'mac'),
      user: invocation.option('user'),
      address: addressOption(invocation),
      at: timeOption(invocation, 'at'),
    };
    for (const [name, value] of Object.entries(wanted)) if (value !== undefined) query.set(name, value);
    const path = `/sessions?${query}`;
    invocation.print(await shown(invocation, path));
    return exit.done;
  },
};

function addressOption(invocation: Invocation): string | undefined {
  const text = invocation.option('address');
  if (text === undefined) return undefined;
  const address = parseIpAddress(text);
  if (address) return address;
  throw new OperatorError(`--address: "${text}" is not an IP address`, exit.usage);
}

async function shown(invocation: Invocation, path: string): Promise<string> {
  if (invocation.flag('csv'))
    return (await askDaemon<string>(invocation, 'GET', path, undefined, 'text/csv')).trimEnd();
  const found = await askDaemon<History>(invocation, 'GET', path);
  return invocation.flag('json') ? JSON.stringify(found, null, 2) : readable(found);
}

function readable({ sessions, torn, isCut }: History): string {
  const headings = ['MAC', 'ZONE', 'USER', 'METHOD', 'STARTED', 'ENDED', 'CAUSE', 'ADDRESSES'];
  const rows = sessions.map((row) => [
    ...[row.mac, row.zone, row.user, row.method ?? 'allowed', row.startedAt, row.endedAt, row.cause],
    row.addresses.map(({ address, from, to }) => `${address} (${from} to ${to ?? 'now'})`),
  ]);
  const remarks = [
    ...(isCut ? ['only the newest are shown'] : []),
    ...(torn > 0 ? [`${torn} torn lines of the audit trail were left out`] : []),
  ];
  return [table(headings, rows), ...remarks].join('\n');
}
