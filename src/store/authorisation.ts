import type { Client } from '../client/client.js';
import type { ZoneName } from '../client/zone-name.js';
import type { Limits, PlanLimit } from '../plan/limits.js';
import type { AccountKey } from './account.js';

/** Why an authorisation ended: the values of Acct-Terminate-Cause (RFC 2866 §5.10) that can happen here. */
export const terminateCauses = [
  'User-Request',
  'Idle-Timeout',
  'Session-Timeout',
  'Admin-Reset',
  /** "ended session for a non-error reason not otherwise listed": the data is spent. */
  'NAS-Request',
  /** Another device of the user took its place. */
  'Port-Preempted',
] as const;
export type TerminateCause = (typeof terminateCauses)[number];

/** Octets and packets at layer 3; input comes from the client, output goes to it (RFC 2866 §5.3). */
export interface Usage {
  readonly inputBytes: number;
  readonly outputBytes: number;
  readonly inputPackets: number;
  readonly outputPackets: number;
}

export const unused: Usage = { inputBytes: 0, outputBytes: 0, inputPackets: 0, outputPackets: 0 };

/** Both directions together, as data is limited. */
export const bytesOf = ({ inputBytes, outputBytes }: Usage) => inputBytes + outputBytes;

export const isSameUsage = (some: Usage, other: Usage) =>
  some.inputBytes === other.inputBytes &&
  some.outputBytes === other.outputBytes &&
  some.inputPackets === other.inputPackets &&
  some.outputPackets === other.outputPackets;

export interface Ending {
  readonly at: number;
  readonly terminateCause: TerminateCause;
  /** The part of the plan that ended it, where that says more than the cause. */
  readonly limit?: PlanLimit;
}

/** As `endsAt` and `limits.endsBy` say it of the end in force. */
export interface OwnEnd {
  readonly at: number;
  readonly by?: NonNullable<Limits['endsBy']>;
}

/** A client's right to be online, made by a login. All times are epoch milliseconds. */
export interface Authorisation extends Client {
  /** The zone in which the login was, where the client has gone on to another one since. */
  readonly home?: ZoneName;
  readonly method: string;
  readonly user?: string;
  readonly startedAt: number;
  readonly endsAt: number;
  /** Present where the zone in which it is, and was not made, closes before it would end. */
  readonly ownEnd?: OwnEnd;
  readonly limits: Limits;
  /** What its login method wants to find again. */
  readonly notes?: Readonly<Record<string, string>>;
  /** Whose budget it uses; absent where its plan has none. */
  readonly account?: AccountKey;
  /** As of the last time it was written; while the client is online the firewall knows better. */
  readonly used: Usage;
  /** When the client was last active, as of the time that `used` was written; only where it may not be idle for long. */
  readonly activeAt?: number;
  /** Absent while it is in force. */
  readonly ending?: Ending;
}

/** Whether it lets the client through at this moment. */
export function isInForce(authorisation: Authorisation, now: number): boolean {
  return authorisation.ending === undefined && now < authorisation.endsAt;
}
