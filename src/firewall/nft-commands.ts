import { type Client, type ClientKey, keyOf } from '../client/client.js';
import type { MacAddress } from '../client/mac-address.js';
import type { Rates } from '../plan/plan.js';
import type { AccountDigest } from '../store/account.js';
import type { Access, SharedQuota } from './firewall.js';
import { type QuotaCommand, type QuotaRenewal, quotaAddition, quotaElement, quotaRemoval } from './quotas.js';
import { bytesPerSecond, downloadRateSet, isSameRate, uploadRateSet } from './rates.js';
import { denySet, downSet, openMap } from './ruleset.js';

/** The kernel closes a client this much later than the daemon, which alone can say why: the backstop. */
export const backstopSeconds = 2;

export interface Placement {
  readonly key: ClientKey;
  readonly client: Client;
  /** What the client's connections are marked with. */
  readonly id: number;
  /** Whether the kernel may have the client under that id. */
  readonly isKnown: boolean;
  /** Another id under which the kernel has it, which is not its own. */
  readonly misplacedUnder: number | undefined;
  /** Whether the kernel may have it among the denied. */
  readonly isDenied: boolean;
  /** Whose quota the kernel may let it use up. */
  readonly account: AccountDigest | undefined;
  /** What the kernel may have as the client's rates. */
  readonly rates: Rates;
  /** Of the quota to come; undefined for one that the kernel has not, or has as it should be but for its limit. */
  readonly quotaRenewal: QuotaRenewal | undefined;
}

/** Of a client of whom the kernel has nothing. */
export const newcomer = (client: Client, id: number): Placement => ({
  key: keyOf(client),
  client,
  id,
  isKnown: false,
  misplacedUnder: undefined,
  isDenied: false,
  account: undefined,
  rates: {},
  quotaRenewal: undefined,
});

export type Command = ElementCommand | QuotaCommand;

/** Steps of which the kernel takes all or nothing. */
export type Change = readonly Command[];

/** One step: an element of one of our sets comes or goes. */
export interface ElementCommand extends Element {
  readonly verb: 'add' | 'delete';
}

interface Element {
  readonly set: string;
  /** A MAC address or a client id. */
  readonly key: MacAddress | number;
  /** What the key of a map leads to: a client id or the name of a quota. */
  readonly value?: number | string;
  /** Where an element that counts begins. */
  readonly counted?: { readonly packets: number; readonly bytes: number };
  /** Of an element that matches what is faster. */
  readonly bytesPerSecond?: number;
  /** When it goes by itself; without one it stays. */
  readonly timeoutSeconds?: number | undefined;
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
  const away = takenAway(placement);
  switch (access.kind) {
    case 'open':
      return [...away, ...open(placement, access, now), ...pardon];
    case 'denied':
      return [...away, ...close(placement), add({ ...deny, timeoutSeconds: lifetime(access, now) })];
    case 'closed':
      return [...away, ...close(placement), ...pardon];
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

type Open = Extract<Access, { kind: 'open' }>;

function open(placement: Placement, access: Open, now: number): Command[] {
  const { client, id } = placement;
  const { inputBytes, outputBytes, inputPackets, outputPackets } = access.used;
  const timeoutSeconds = lifetime(access, now);
  const input = { packets: inputPackets, bytes: inputBytes };
  const output = { packets: outputPackets, bytes: outputBytes };
  return [
    {
      verb: 'add',
      set: openMap(client.zone),
      key: client.mac,
      value: id,
      counted: input,
      timeoutSeconds,
    },
    { verb: 'add', set: downSet, key: id, counted: output, timeoutSeconds },
    ...limitData(placement, access.quota, timeoutSeconds),
    ...limitRates(placement, access.rates, timeoutSeconds),
  ];
}

function limitData(
  { id, account, quotaRenewal }: Placement,
  quota: SharedQuota | undefined,
  timeoutSeconds: number | undefined,
): Command[] {
  const goesOn = account === quota?.account && !quotaRenewal;
  const before = account === undefined || goesOn ? [] : removed(quotaElement(id, account));
  if (!quota) return before;
  const element = add({ ...quotaElement(id, quota.account), timeoutSeconds });
  const steps = quotaRenewal ? renewed(quota, quotaRenewal) : [quotaAddition(quota)];
  return [...before, ...steps, element];
}

/**
 * The kernel deletes no quota that an element leads to. Those of the other clients stay until they are taken out: without
 * its client an element means nothing, and the next reading finds it (`strayQuotas`).
 */
function renewed(quota: SharedQuota, { usedBytes, fellows }: QuotaRenewal): Command[] {
  const addition = quotaAddition({ ...quota, usedBytes });
  const elements = fellows.map((id) => quotaElement(id, quota.account));
  return [
    addition,
    ...elements.flatMap(removed),
    quotaRemoval(quota.account),
    addition,
    ...elements.map(add),
  ];
}

/** From an id that is not its own; whoever that belongs to keeps it. */
const takenAway = ({ client, misplacedUnder: id }: Placement) =>
  id === undefined ? [] : removed({ set: openMap(client.zone), key: client.mac, value: id });

function close(placement: Placement): Command[] {
  const { client, id, isKnown, account } = placement;
  if (!isKnown) return [];
  return [
    ...removed({ set: openMap(client.zone), key: client.mac, value: id }),
    ...removed({ set: downSet, key: id }),
    ...(account === undefined ? [] : removed(quotaElement(id, account))),
    ...limitRates(placement),
  ];
}

function limitRates(
  { client, id, rates }: Placement,
  wanted: Rates = {},
  timeoutSeconds?: number,
): Command[] {
  const upload = { set: uploadRateSet(client.zone), key: client.mac, timeoutSeconds };
  const download = { set: downloadRateSet, key: id, timeoutSeconds };
  return [
    ...limitRate(upload, rates.uploadBitsPerSecond, wanted.uploadBitsPerSecond),
    ...limitRate(download, rates.downloadBitsPerSecond, wanted.downloadBitsPerSecond),
  ];
}

/** Adding an element again with another rate changes nothing; taking it out in between fills the bucket anew. */
function limitRate(
  { set, key, timeoutSeconds }: Element,
  from: number | undefined,
  to: number | undefined,
): Command[] {
  const before = from === undefined || isSameRate(from, to) ? [] : removed({ set, key });
  if (to === undefined) return before;
  return [...before, { verb: 'add', set, key, bytesPerSecond: bytesPerSecond(to), timeoutSeconds }];
}

const add = (element: Element): ElementCommand => ({ verb: 'add', ...element });
const removed = (element: Element): ElementCommand[] => [add(element), { verb: 'delete', ...element }];

function lifetime({ endsAt }: { readonly endsAt?: number }, now: number): number | undefined {
  if (endsAt === undefined) return undefined;
  return Math.max(1, Math.ceil((endsAt - now) / 1000)) + backstopSeconds;
}
