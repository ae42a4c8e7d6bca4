import type { PlanName } from '../plan/plan.js';

/** A person with a name and a password of this gateway's own. Times are epoch milliseconds. */
export interface User {
  /** As its parser gives it. */
  readonly name: string;
  readonly passwordHash: string;
  /** Absent: the zone's. */
  readonly plan?: PlanName;
  /** Online at once; absent: what the plan says. */
  readonly devices?: number;
  readonly validUntil?: number;
  readonly createdAt: number;
  /** An operator, or the MAC address of the device on which the user himself asked for it. */
  readonly createdBy: string;
  /** Whether an operator wants it: else nobody comes in by it yet. */
  readonly isApproved: boolean;
  readonly isDisabled: boolean;
  readonly note: string;
}
