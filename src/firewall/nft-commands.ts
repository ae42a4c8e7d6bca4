import type { Client } from '../client/client.js';
import type { Access } from './firewall.js';
import { denySet, downSet, openMap, table } from './ruleset.js';

/** The kernel closes a client this much later than the daemon, which alone can say why: the backstop. */
export const backstopSeconds = 2;

export interface Placement {
  readonly client: Client;
  /** What the client's connections are marked with. */
  readonly id: number;
  /** Whether the kernel may have the client under that id. */
  readonly isKnown: boolean;
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
  return [...close(placement), ...accessCommands(placement, access, now)];
}

type Open = Extract<Access, { kind: 'open' }>;

interface Element {
  readonly set: string;
  readonly key: string | number;
  readonly data?: string;
}

function open({ client, id }: Placement, access: Open, now: number): string[] {
  const { inputBytes, outputBytes, inputPackets, outputPackets } = access.used;
  const end = lifetime(access, now);
  return [
    add({
      set: openMap(client.zone),
      key: client.mac,
      data: `${counting(inputPackets, inputBytes)} ${end} : ${id}`,
    }),
    add({ set: downSet, key: id, data: `${counting(outputPackets, outputBytes)} ${end}` }),
  ];
}

function close({ client, id, isKnown }: Placement): string[] {
  if (!isKnown) return [];
  return [
    ...removed({ set: openMap(client.zone), key: client.mac, data: `: ${id}` }),
    ...removed({ set: downSet, key: id }),
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
