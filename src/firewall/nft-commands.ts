import type { Client } from '../client/client.js';
import type { Rates } from '../plan/plan.js';
import type { Access, Open } from './firewall.js';
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
  /** What the kernel may have as the client's rates. */
  readonly rates?: Rates;
}

/**
 * The nft commands that bring a client from whatever state to the wanted one. They succeed whatever is there, unless the
 * MAC stands under another id. Adding an element again sets its times (Linux 6.12 and later) and leaves its counter
 * alone; deleting a missing one would fail the transaction, so each deletion is preceded by an addition.
 */
export function accessCommands(placement: Placement, access: Access, now: number): string[] {
  const { client } = placement;
  const deny = { set: denySet(client.zone), key: client.mac };
  switch (access.kind) {
    case 'open':
      return [...open(placement, access, now), ...removed(deny)];
    case 'denied':
      return [...close(placement), add({ ...deny, data: lifetime(access, now) })];
    case 'closed':
      return [...close(placement), ...removed(deny)];
  }
}

/** For kernels before 6.12, whose elements keep the time they began with: the client is put there anew. */
export function renewalCommands(placement: Placement, access: Access, now: number): string[] {
  return [...close(placement), ...accessCommands({ ...placement, rates: {} }, access, now)];
}

interface Element {
  readonly set: string;
  readonly key: string | number;
  readonly data?: string;
}

function open(placement: Placement, access: Open, now: number): string[] {
  const { client, id } = placement;
  const { inputBytes, outputBytes, inputPackets, outputPackets } = access.used;
  const end = lifetime(access, now);
  return [
    add({
      set: openMap(client.zone),
      key: client.mac,
      data: `${counting(inputPackets, inputBytes)} ${end} : ${id}`,
    }),
    add({ set: downSet, key: id, data: `${counting(outputPackets, outputBytes)} ${end}` }),
    ...rates(placement, access.rates, end),
  ];
}

function close(placement: Placement): string[] {
  const { client, id, isKnown } = placement;
  if (!isKnown) return [];
  return [
    ...removed({ set: openMap(client.zone), key: client.mac, data: `: ${id}` }),
    ...removed({ set: downSet, key: id }),
    ...rates(placement, {}, ''),
  ];
}

/** Adding an element again with another rate changes nothing; taking it out in between fills the bucket anew. */
function rates({ client, id, rates: known = {} }: Placement, wanted: Rates = {}, end: string): string[] {
  const change = (element: Element, from: number | undefined, to: number | undefined) => [
    ...(from === undefined || isSameRate(from, to) ? [] : removed(element)),
    ...(to === undefined ? [] : [add({ ...element, data: `${rateLimit(to)} ${end}` })]),
  ];
  const upload = { set: uploadRateSet(client.zone), key: client.mac };
  const download = { set: downloadRateSet, key: id };
  return [
    ...change(upload, known.uploadBitsPerSecond, wanted.uploadBitsPerSecond),
    ...change(download, known.downloadBitsPerSecond, wanted.downloadBitsPerSecond),
  ];
}

const add = (element: Element) => `add ${text(element)}`;
const removed = (element: Element) => [add(element), `delete ${text(element)}`];
const text = ({ set, key, data = '' }: Element) => `element ${table} ${set} { ${key} ${data} }`;

const counting = (packets: number, bytes: number) => `counter packets ${packets} bytes ${bytes}`;

/** nft's words for a remaining time; none for "until taken out". */
function lifetime({ endsAt }: { readonly endsAt?: number }, now: number): string {
  if (endsAt === undefined) return '';
  const seconds = Math.max(1, Math.ceil((endsAt - now) / 1000)) + backstopSeconds;
  return `timeout ${seconds}s expires ${seconds}s`;
}
