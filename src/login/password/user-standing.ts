import type { User } from '../../store/user.js';

/** Whether an account lets its user in, and why not. */
export type UserStanding = 'good' | 'waiting' | 'disabled' | 'over';

export function userStanding(
  { isApproved, isDisabled, validUntil }: Pick<User, 'isApproved' | 'isDisabled' | 'validUntil'>,
  now: number,
): UserStanding {
  if (!isApproved) return 'waiting';
  if (isDisabled) return 'disabled';
  return validUntil !== undefined && now >= validUntil ? 'over' : 'good';
}
