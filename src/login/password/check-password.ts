import type { Gate } from '../../access/gate.js';
import type { User } from '../../store/user.js';
import type { PasswordHashes } from './password-hashes.js';
import { parseUserName } from './user-name.js';
import { type UserStanding, userStanding } from './user-standing.js';

type Check =
  | { readonly kind: 'good'; readonly user: User }
  | { readonly kind: 'wrong' }
  /** Whose password is right and who comes in all the same not. */
  | { readonly kind: 'not-now'; readonly standing: Exclude<UserStanding, 'good'> };

/** Whether somebody is who he says. How an account stands only he learns who knows its password. */
export async function checkPassword(
  gate: Gate,
  hashes: PasswordHashes,
  { name: entered, password }: { readonly name: string; readonly password: string },
): Promise<Check> {
  const name = parseUserName(entered);
  const users = gate.store.table('users');
  const user = name && (await users.get(name));
  const isRight = await hashes.matches(password, user?.passwordHash);
  if (!user || !isRight) return { kind: 'wrong' };
  const standing = userStanding(user, gate.clock());
  if (standing !== 'good') return { kind: 'not-now', standing };
  if (!hashes.isOutdated(user.passwordHash)) return { kind: 'good', user };
  const passwordHash = await hashes.of(password);
  const renewed = await users.update(user.name, (before) =>
    before?.passwordHash === user.passwordHash ? { ...before, passwordHash } : before,
  );
  return renewed ? { kind: 'good', user: renewed } : { kind: 'wrong' };
}
