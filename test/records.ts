import type { Client } from '../src/client/client.js';
import { type Authorisation, type Usage, unused } from '../src/store/authorisation.js';
import type { ListEntry, ListKind } from '../src/store/list-entry.js';
import type { User } from '../src/store/user.js';

const noon = Date.UTC(2026, 0, 2, 12);
const hourMs = 3_600_000;

export const authorisationOf = (client: Client, changes: Partial<Authorisation> = {}): Authorisation => ({
  mac: client.mac,
  zone: client.zone,
  method: 'click-through',
  startedAt: noon,
  endsAt: noon + hourMs,
  limits: {},
  used: unused,
  ...changes,
});

/** An entry for the client's zone. */
export const entryOf = (
  { mac, zone }: Client,
  kind: ListKind,
  changes: Partial<ListEntry> = {},
): ListEntry => ({
  mac,
  zone,
  kind,
  note: '',
  by: 'operator',
  at: noon,
  ...changes,
});

/** An entry for all zones. */
export function entryEverywhere(
  { mac }: Client,
  kind: ListKind,
  changes: Partial<ListEntry> = {},
): ListEntry {
  return { mac, kind, note: '', by: 'operator', at: noon, ...changes };
}

/** So much used, in packets that nobody counted. */
export const octets = (inputBytes: number, outputBytes: number): Usage => ({
  ...unused,
  inputBytes,
  outputBytes,
});

export const userOf = (name: string, changes: Partial<User> = {}): User => ({
  name,
  passwordHash: 'no hash',
  createdAt: noon,
  createdBy: 'operator',
  isApproved: true,
  isDisabled: false,
  note: '',
  ...changes,
});
