import type { Client } from '../client/client.js';
import type { Rates } from '../plan/plan.js';
import type { AccountDigest } from '../store/account.js';
import type { Access, SharedQuota } from './firewall.js';
import { type QuotaCommand, quotaCommands, quotaElement } from './quotas.js';
import { downloadRateSet, isSameRate, rateLimit, uploadRateSet } from './rates.js';
import { denySet, downSet, openMap, table } from './ruleset.js';

/** The kernel closes a client this much later than the daemon, which alone can say why: the backstop. */
export const backstopSeconds = 2;

export interface Placement {
  readonly client: Client;
  /** What the client's connections are marked with. */
  readonly id: number;
  /** Whether the kernel may have the client under that id. */
  readonly isKnown: boolean;
  /** Whether the kernel may have it among the denied. */
  readonly isDenied: boolean;
  /** Whose quota the kernel may let it use up. */
  readonly account: AccountDigest | undefined;
  /** What the kernel may have as the client's rates. */
  readonly rates: Rates;
  /** Whether the kernel may have the quota of the account to come, and nobody who uses it up. */
  readonly isQuotaLeftOver: boolean;
}

export type Command = ElementCommand | QuotaCommand;

/** One step: an element of one of our sets comes or goes. */
export interface ElementCommand {
  readonly verb: 'add' | 'delete';
  readonly set: string;
  /** In nft's words. */
  readonly element: string;
}

/**
 * The steps that bring a client from whatever state to the wanted one. They succeed whatever is there of what was
 * known, unless the MAC stands under another id. Adding an element again sets its times (Linux 6.12 and later) and leaves its counter
 * alone; deleting a missing one would fail the transaction, so each deletion is preceded by an addition.
 */
export function accessCommands(placement: Placement, access: Access, now: number): Command[] {
  const { client, isDenied } = placement;
  const deny = { set: denySet(client.zone), key: client.mac };
  const pardon = isDenied ? removed(deny) : [];
  switch (access.kind) {
    case 'open':
      return [...open(placement, access, now), ...pardon];
    case 'denied':
      return [...close(placement), add({ ...deny, data: lifetime(access, now) })];
    case 'closed':
      return [...close(placement), ...pardon];
  }
}

/** For kernels before 6.12, whose elements keep the time they began with: the client is put there anew. */
export function renewalCommands(placement: Placement, access: Access, now: number): Command[] {
  return [...close(placement), ...accessCommands({ ...placement, rates: {} }, access, now)];
}

/** An id that leads to no client; it may be gone meanwhile. */
export const strayRemoval = (id: number): Command[] => removed({ set: downSet, key: id });

/** What such an id may use up. */
export const strayQuotaRemoval = (id: number, account: AccountDigest): Command[] =>
  removed(quotaElement(id, account));

/**
 * The steps of several clients as one line of nft. The clients' first steps come first, then their second ones, so that
 * what is done to one set is one command: nft takes many elements at once ten times faster than one by one.
 */
export function transaction(changes: readonly (readonly Command[])[]): string {
  const commands: string[] = [];
  const most = Math.max(0, ...changes.map((steps) => steps.length));
  for (let step = 0; step < most; step += 1) {
    const elements = new Map<string, string[]>();
    for (const each of changes.flatMap((steps) => steps[step] ?? [])) {
      if ('quota' in each) {
        const { verb, quota, limit } = each;
        commands.push(`${verb} quota ${table} ${quota}${limit && ` { ${limit} }`}`);
        continue;
      }
      const { verb, set, element } = each;
      const command = `${verb} element ${table} ${set}`;
      const others = elements.get(command);
      if (others) others.push(element);
      else elements.set(command, [element]);
    }
    for (const [command, all] of elements) commands.push(`${command} { ${all.join(', ')} }`);
  }
  return commands.join('; ');
}

type Open = Extract<Access, { kind: 'open' }>;

interface Element {
  readonly set: string;
  readonly key: string | number;
  readonly data?: string;
  /** What the key of a map leads to. */
  readonly value?: string | number;
}

function open(placement: Placement, access: Open, now: number): Command[] {
  const { client, id } = placement;
  const { inputBytes, outputBytes, inputPackets, outputPackets } = access.used;
  const end = lifetime(access, now);
  return [
    add({
      set: openMap(client.zone),
      key: client.mac,
      data: `${counting(inputPackets, inputBytes)} ${end}`,
      value: id,
    }),
    add({ set: downSet, key: id, data: `${counting(outputPackets, outputBytes)} ${end}` }),
    ...limitData(placement, access.quota, end),
    ...limitRates(placement, access.rates, end),
  ];
}

function limitData(
  { id, account, isQuotaLeftOver }: Placement,
  quota: SharedQuota | undefined,
  end: string,
): Command[] {
  const before =
    account !== undefined && account !== quota?.account ? removed(quotaElement(id, account)) : [];
  if (!quota) return before;
  const element = add({ ...quotaElement(id, quota.account), data: end });
  return [...before, ...quotaCommands(quota, isQuotaLeftOver), element];
}

function close(placement: Placement): Command[] {
  const { client, id, isKnown, account } = placement;
  if (!isKnown) return [];
  return [
    ...removed({ set: openMap(client.zone), key: client.mac, value: id }),
    ...removed({ set: downSet, key: id }),
    ...(account === undefined ? [] : removed(quotaElement(id, account))),
    ...limitRates(placement, {}, ''),
  ];
}

/** Adding an element again with another rate changes nothing; taking it out in between fills the bucket anew. */
function limitRates({ client, id, rates }: Placement, wanted: Rates = {}, end: string): Command[] {
  const change = (element: Element, from: number | undefined, to: number | undefined) => [
    ...(from === undefined || isSameRate(from, to) ? [] : removed(element)),
    ...(to === undefined ? [] : [add({ ...element, data: `${rateLimit(to)} ${end}`.trim() })]),
  ];
  const upload = { set: uploadRateSet(client.zone), key: client.mac };
  const download = { set: downloadRateSet, key: id };
  return [
    ...change(upload, rates.uploadBitsPerSecond, wanted.uploadBitsPerSecond),
    ...change(download, rates.downloadBitsPerSecond, wanted.downloadBitsPerSecond),
  ];
}

const add = ({ set, key, data = '', value }: Element): ElementCommand => ({
  verb: 'add',
  set,
  element: [key, data, value === undefined ? '' : `: ${value}`].filter((part) => part !== '').join(' '),
});
const removed = (element: Element): ElementCommand[] => [add(element), { ...add(element), verb: 'delete' }];

const counting = (packets: number, bytes: number) => `counter packets ${packets} bytes ${bytes}`;

/** nft's words for a remaining time; none for "until taken out". */
function lifetime({ endsAt }: { readonly endsAt?: number }, now: number): string {
  if (endsAt === undefined) return '';
  const seconds = Math.max(1, Math.ceil((endsAt - now) / 1000)) + backstopSeconds;
  return `timeout ${seconds}s expires ${seconds}s`;
}
