import { type Client, type ClientKey, keyOf } from '../client/client.js';
import type { Authorisation } from './authorisation.js';
import { type ListEntry, type ListKey, listKeyOf } from './list-entry.js';
import type { Change } from './store.js';

/** Everything a store holds. Never changed in place: a `Draft` makes the next one. */
export interface Contents {
  readonly authorisations: ReadonlyMap<ClientKey, Authorisation>;
  readonly listEntries: ReadonlyMap<ListKey, ListEntry>;
}

export const noContents: Contents = { authorisations: new Map(), listEntries: new Map() };

/** Contents to be, and the changes that lead there. */
export class Draft implements Contents {
  readonly authorisations: Map<ClientKey, Authorisation>;
  readonly listEntries: Map<ListKey, ListEntry>;
  readonly changes: Change[] = [];
  /** Whether anything differs from what it was made of. */
  isChanged = false;

  constructor(contents: Contents) {
    this.authorisations = new Map(contents.authorisations);
    this.listEntries = new Map(contents.listEntries);
  }

  putAuthorisation(authorisation: Authorisation): void {
    this.authorisations.set(keyOf(authorisation), authorisation);
    this.#changed({ kind: 'authorisation', authorisation });
  }

  moveAuthorisation({ mac, zone }: Client, authorisation: Authorisation): void {
    const from = { mac, zone };
    this.authorisations.delete(keyOf(from));
    this.authorisations.set(keyOf(authorisation), authorisation);
    this.#changed({ kind: 'authorisation-moved', authorisation, from });
  }

  forgetAuthorisation(client: Client): void {
    this.isChanged = this.authorisations.delete(keyOf(client)) || this.isChanged;
  }

  putListEntry(entry: ListEntry): void {
    this.listEntries.set(listKeyOf(entry), entry);
    this.#changed({ kind: 'list-entry', entry });
  }

  deleteListEntry(key: ListKey): ListEntry | undefined {
    const entry = this.listEntries.get(key);
    if (!entry) return undefined;
    this.listEntries.delete(key);
    this.#changed({ kind: 'list-entry-deleted', entry });
    return entry;
  }

  #changed(change: Change): void {
    this.changes.push(change);
    this.isChanged = true;
  }
}
