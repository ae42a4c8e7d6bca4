import type { Client, ClientKey } from '../client/client.js';
import type { Usage } from '../store/authorisation.js';

/** What the firewall shall do with a client's packets. Times are epoch milliseconds. */
export type Access =
  /** Forwards them; `used` is where counting goes on from when the firewall does not know the client. */
  | { readonly kind: 'open'; readonly endsAt?: number; readonly used: Usage }
  /** Forwards nothing; port 80 goes to the interceptor. */
  | { readonly kind: 'closed' }
  /** Drops everything, the portal included. */
  | { readonly kind: 'denied'; readonly endsAt?: number };

export type OpenClient = Client & {
  readonly kind: 'open';
  readonly used: Usage;
  /** The end that the firewall was given, to the second. */
  readonly endsAt?: number;
};
export type DeniedClient = Client & { readonly kind: 'denied'; readonly endsAt?: number };

/** What is enforced now. */
export interface Enforced {
  readonly clients: ReadonlyMap<ClientKey, OpenClient | DeniedClient>;
}

/**
 * The enforcement device (RFC 8952 §2.4). A method that rejects says that the firewall could not be reached or refused;
 * what it would have changed is then unknown until `enforced` is read again.
 */
export interface Firewall {
  /** Puts the rules in place in one step. Clients that were open or denied stay so. */
  load(): Promise<void>;
  /** Resolves when the packets that come next are treated so. Changes of one client wait for each other: `Enforcer`. */
  setAccess(client: Client, access: Access): Promise<void>;
  enforced(): Promise<Enforced>;
  /** When each client, authorised or not, last sent a packet; those of long ago are forgotten. */
  lastSeen(): Promise<ReadonlyMap<ClientKey, number>>;
  /** Puts the rules back where somebody else changed them; gives what differed, or undefined when nothing did. */
  repairRules(): Promise<string | undefined>;
  /** Lets go of it. What is enforced stays enforced. */
  close(): Promise<void>;
}
