import type { Client, ClientKey } from '../client/client.js';
import type { IpAddress } from '../client/ip-address.js';
import type { MacAddress } from '../client/mac-address.js';
import type { ZoneName } from '../client/zone-name.js';

/** What listeners learn of an authorisation. Times are epoch milliseconds, *input* comes from the client. */
export interface Session extends Client {
  readonly method: string;
  readonly user?: string;
  readonly startedAt: number;
  readonly endsAt: number;
  readonly used: { readonly inputBytes: number; readonly outputBytes: number };
}

/** What they learn of an entry of the allow or deny list. */
export interface ListedDevice {
  readonly mac: MacAddress;
  /** Absent: all zones. */
  readonly zone?: ZoneName;
  readonly kind: 'allow' | 'deny';
  readonly note: string;
  readonly endsAt?: number;
}

/** What may be told of an operator: no secret. */
export interface KnownOperator {
  readonly role: string;
  readonly hasTotp: boolean;
}

/** A captive client's request that was answered: one object for each zone, kind of client and status, whatever the request. */
export interface Interception {
  readonly zone: ZoneName;
  /** As the table of probes names it, `operator` for rows of the configuration, `other` for everything else. */
  readonly client: string;
  readonly status: number;
}

/** Everything that happens, by kind. `by` is the operator who brought it about, absent where nobody did; `from` his
 * address, or `socket`. */
export interface Facts {
  /** A device turned up in a zone. */
  readonly 'client-seen': { readonly client: Client; readonly addresses: readonly IpAddress[] };
  /** A device that is online has these addresses from now on. */
  readonly 'addresses-changed': {
    readonly client: Client;
    readonly addresses: readonly IpAddress[];
    readonly before: readonly IpAddress[];
  };
  readonly 'session-started': { readonly session: Session; readonly by?: string; readonly from?: string };
  /** A login of a device that is online already. */
  readonly 'session-extended': {
    readonly session: Session;
    readonly before: Session;
    readonly by?: string;
    readonly from?: string;
  };
  /** One that came back with a backup, or with another end, where there is `before`; nobody has logged in. */
  readonly 'session-restored': {
    readonly session: Session;
    readonly before?: Session;
    readonly by: string;
    readonly from?: string;
  };
  readonly 'session-moved': { readonly session: Session; readonly from: Client };
  readonly 'session-ended': {
    readonly session: Session;
    readonly terminateCause: string;
    readonly limit?: string;
    readonly by?: string;
    readonly from?: string;
  };
  /**
   * `rejected`: by the method, for instance a wrong password; `refused`: by the plan, or since the device is denied;
   * `throttled`: after too many; `error`: it could not be found out.
   */
  readonly 'login-failed': {
    readonly client: Client;
    readonly method: string;
    readonly result: 'rejected' | 'refused' | 'throttled' | 'error';
    readonly reason: string;
  };
  /** `entry` is absent where a device was taken off, `before` where it was on neither list. */
  readonly 'list-changed': {
    readonly entry?: ListedDevice;
    readonly before?: ListedDevice;
    readonly by?: string;
    readonly from?: string;
  };
  /** Somebody else changed the firewall's rules; `difference` says where. */
  readonly 'rules-repaired': { readonly difference: string };
  readonly 'clients-repaired': { readonly differences: readonly Difference[] };
  readonly 'vouchers-made': {
    readonly batch: string;
    readonly count: number;
    readonly plan: string;
    readonly by?: string;
    readonly from?: string;
  };
  /** `of` is a batch or a voucher. */
  readonly 'vouchers-revoked': {
    readonly of: string;
    readonly count: number;
    readonly by?: string;
    readonly from?: string;
  };
  readonly 'user-changed': {
    readonly user: string;
    readonly change: 'added' | 'changed' | 'removed';
    readonly by?: string;
    readonly from?: string;
  };
  readonly 'operator-signed-in': { readonly operator: string; readonly from: string };
  /** Name, password or code was wrong. What was typed may be a password: `operator` is absent unless there is one of that name. */
  readonly 'operator-refused': { readonly operator?: string; readonly from: string };
  /** Ended: so many of his sessions. */
  readonly 'operator-signed-out': {
    readonly operator: string;
    readonly ended: number;
    readonly by: string;
    readonly from?: string;
  };
  /** `after` is absent where one was removed, `before` where there was none. */
  readonly 'operator-changed': {
    readonly operator: string;
    readonly before?: KnownOperator;
    readonly after?: KnownOperator;
    readonly hasNewPassword: boolean;
    readonly by: string;
    readonly from?: string;
  };
  /** For somebody to become an operator, or for one to set a password. */
  readonly 'link-made': {
    readonly operator?: string;
    readonly role: string;
    readonly by: string;
    readonly from?: string;
  };
  /** `scopes` is absent where it was removed. */
  readonly 'token-changed': {
    readonly token: string;
    readonly change: 'added' | 'removed';
    readonly scopes?: readonly string[];
    readonly by: string;
    readonly from?: string;
  };
  readonly 'backup-made': { readonly by?: string; readonly from?: string };
  readonly 'backup-restored': { readonly madeAt: string; readonly by?: string; readonly from?: string };
  readonly 'configuration-loaded': Readonly<Record<string, never>>;
  readonly 'configuration-refused': { readonly reason: string };
  readonly 'daemon-started': Readonly<Record<string, never>>;
  readonly 'daemon-stopped': Readonly<Record<string, never>>;

  /** An HTTP server of ours has answered. */
  readonly answered: { readonly server: string; readonly status: number; readonly seconds: number };
  readonly intercepted: Interception;
  /** What each client that is online has used up to now. */
  readonly 'usage-read': { readonly readings: ReadonlyMap<ClientKey, Pick<Session, 'used'>> };
  readonly committed: { readonly seconds: number; readonly isKept: boolean };
  readonly 'nft-written': { readonly seconds: number; readonly changes: number; readonly isTaken: boolean };
  /** A RADIUS server answered, or did not. */
  readonly 'radius-asked': {
    readonly server: string;
    readonly service: 'authentication' | 'accounting';
    readonly result: 'answer' | 'invalid' | 'silent';
    readonly seconds: number;
  };
  readonly 'webhook-called': { readonly webhook: string; readonly isTaken: boolean };
  readonly reconciled: { readonly seconds: number };
}

/** Where the firewall differed from the store. */
export interface Difference {
  readonly client: Client;
  readonly wanted: string;
  readonly found: string;
}

export type Kind = keyof Facts;
