import type { Client, ClientKey } from '../client/client.js';
import type { IpAddress } from '../client/ip-address.js';
import type { MacAddress } from '../client/mac-address.js';
import type { Rates } from '../plan/plan.js';
import type { AccountDigest } from '../store/account.js';
import type { Usage } from '../store/authorisation.js';
import type { Pass } from './passes.js';

/** What the firewall shall do with a client's packets. Times are epoch milliseconds. */
export type Access =
  | Open
  /** Forwards nothing; port 80 goes to the interceptor. */
  | { readonly kind: 'closed' }
  /** Drops everything, the portal included. */
  | { readonly kind: 'denied'; readonly endsAt?: number };

/** Forwards them. */
interface Open {
  readonly kind: 'open';
  readonly endsAt?: number;
  /** Where counting goes on from when the firewall does not know the client. */
  readonly used: Usage;
  /** How fast, where that is limited. */
  readonly rates?: Rates;
  readonly quota?: SharedQuota;
}

/** Data that all clients of an account use up together; when it is spent, nothing of theirs passes any more. */
export interface SharedQuota {
  readonly account: AccountDigest;
  readonly endsAtBytes: number;
  /**
   * Where counting goes on from when the firewall does not know the account. As found it may be beyond the end: that was
   * refused, and does not count when the end is moved.
   */
  readonly usedBytes: number;
}

export const isSpent = ({ endsAtBytes, usedBytes }: SharedQuota) => usedBytes >= endsAtBytes;

/** Of what a quota refused nothing was used. */
export const passedOf = ({ usedBytes, endsAtBytes }: SharedQuota) => Math.min(usedBytes, endsAtBytes);

/** Its quota, where nothing of that is left. */
export const spentQuotaIn = ({ quota }: Pick<Open, 'quota'>) => (quota && isSpent(quota) ? quota : undefined);

/** `endsAt` is the end that the firewall was given, to the second. */
export type OpenClient = Client & Open;
export type DeniedClient = Client & { readonly kind: 'denied'; readonly endsAt?: number };

/** It sends under another client's id, or one that leads nowhere; only somebody else can have brought that about. */
type MisplacedClient = Client & { readonly kind: 'misplaced'; readonly endsAt?: never };
export type FoundClient = OpenClient | DeniedClient | MisplacedClient;

/** What one client shall have from now on. */
export interface AccessChange {
  readonly key: ClientKey;
  readonly client: Client;
  readonly access: Access;
}

/** What is enforced now. */
export interface Enforced {
  readonly clients: ReadonlyMap<ClientKey, FoundClient>;
  /** Of accounts of which nobody is open any more, with what they have used up; they are taken away by the reading. */
  readonly leftOver: readonly SharedQuota[];
}

/** `spent` is the client's quota where nothing of that is left, as it was when it was read; `used` is the taker's. */
export type TakeCounters = (key: ClientKey, used: Usage, spent: SharedQuota | undefined) => void;

/**
 * The enforcement device (RFC 8952 §2.4). A method that rejects says that the firewall could not be reached or refused;
 * what it would have changed is then unknown until `enforced` is read again.
 */
export interface Firewall {
  /** Puts the rules in place in one step. Clients that were open or denied stay so. */
  load(): Promise<void>;
  /** Resolves when the packets that come next are treated so. Changes of one client wait for each other: `Enforcer`. */
  setAccess(client: Client, access: Access): Promise<void>;
  /** The same for many different clients; gives those whose change failed, each with the reason, and does the others. */
  setAccessOfAll(changes: readonly AccessChange[]): Promise<ReadonlyMap<AccessChange, unknown>>;
  /** After loading it must be read before anything is changed: it tells whom an earlier daemon let in, and how. */
  enforced(): Promise<Enforced>;
  /**
   * What each open client has sent and received up to now, and nothing else: for whom it was told, or has read, that they
   * are open. It is asked for all the time, and costs a fraction of `enforced`.
   */
  readCounters(take: TakeCounters): Promise<void>;
  /** Gives these passes, or gives them anew; they end by themselves. */
  letReach(passes: readonly Pass[]): Promise<void>;
  /** What an open client has sent and received up to now; undefined for one that is not open. */
  usageOf(client: Client): Promise<Usage | undefined>;
  /** An account's quota that nobody uses up any more, with all that has passed of it; some seconds later it may be gone. */
  leftOverOf(account: AccountDigest): Promise<SharedQuota | undefined>;
  /** Whether it was this device that began the connection from there to the portal: an address may be another's by now. */
  isPortalPeer(mac: MacAddress, address: IpAddress, port: number): boolean;
  /** When each client, authorised or not, last sent a packet; those of long ago are forgotten. */
  lastSeen(): Promise<ReadonlyMap<ClientKey, number>>;
  /** Puts the rules back where somebody else changed them; gives what differed, or undefined when nothing did. */
  repairRules(): Promise<string | undefined>;
  /** Whether the rules are there at all; whether they are as they should be, `repairRules` knows. */
  isInPlace(): Promise<boolean>;
  /** Lets go of it. What is enforced stays enforced. */
  close(): Promise<void>;
}
