import type { Client } from '../client/client.js';
import { PortalError } from '../errors.js';
import { type Authorisation, isInForce } from '../store/authorisation.js';
import { isEntryInForce, type ListEntry } from '../store/list-entry.js';
import type { Store } from '../store/store.js';

/** How a client stands at one moment. */
export type Standing =
  | { readonly state: 'denied'; readonly entry: ListEntry }
  | { readonly state: 'allowed'; readonly entry: ListEntry }
  | { readonly state: 'authorised'; readonly authorisation: Authorisation }
  /** `ended` is its last authorisation, for telling the visitor why. */
  | { readonly state: 'captive'; readonly ended?: Authorisation };

/** Deny beats allow beats authorisation; what is past its end counts for nothing, swept or not. */
export function decide(store: Store, client: Client, now: number): Standing {
  const entries = store.listEntriesFor(client).filter((entry) => isEntryInForce(entry, now));
  return standing(entries, store.authorisation(client), now);
}

/** The same for records that were read before; `entries` are those in force for the client. */
export function standing(
  entries: readonly ListEntry[],
  authorisation: Authorisation | undefined,
  now: number,
): Standing {
  const deny = entries.find((entry) => entry.kind === 'deny');
  if (deny) return { state: 'denied', entry: deny };
  const allow = entries.find((entry) => entry.kind === 'allow');
  if (allow) return { state: 'allowed', entry: allow };
  if (authorisation && isInForce(authorisation, now)) return { state: 'authorised', authorisation };
  return authorisation ? { state: 'captive', ended: authorisation } : { state: 'captive' };
}

/** Throws `denied` for a client that an operator has shut out. */
export function refuseDenied({ state }: Standing, { mac }: Client): void {
  if (state === 'denied') throw new PortalError('denied', { detail: `${mac} is on the deny list` });
}
