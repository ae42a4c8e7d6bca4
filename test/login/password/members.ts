import { scrypt as nodeScrypt } from 'node:crypto';
import { promisify } from 'node:util';
import type { ExecutionContext } from 'ava';
import { password as kind } from '../../../src/login/password/password.js';
import { type Cost, PasswordHashes, type Scrypt } from '../../../src/login/password/password-hashes.js';
import type { Registration } from '../../../src/login/password/settings.js';
import type { User } from '../../../src/store/user.js';
import { systemRandom } from '../../../src/system/random.js';
import { ask } from '../../hotspot/ask.js';
import { type HotspotOptions, openHotspot } from '../../hotspot/hotspot.js';
import { post, tokenIn } from '../../portal/forms.js';
import { userOf } from '../../records.js';

/** Of no use against anybody, and fast. */
export const cheap: Cost = { logN: 4, r: 1, p: 1 };
const realScrypt = promisify(nodeScrypt) as Scrypt;

export const secret = 'correct horse';

/** A zone whose users have names and passwords; `work` is what scrypt was asked to do. */
export async function openMembers(
  t: ExecutionContext,
  { registration, ...more }: HotspotOptions & { readonly registration?: Registration } = {},
) {
  const work: string[] = [];
  const scrypt: Scrypt = (password, salt, length, options) => {
    work.push(`${length} ${options.N} ${options.r} ${options.p}`);
    return realScrypt(password, salt, length, options);
  };
  const settings = registration ? { registration } : undefined;
  const hotspot = await openHotspot(t, {
    hashes: new PasswordHashes({ random: systemRandom, scrypt, cost: cheap }),
    methods: [{ ...kind, open: (_, effects) => kind.open(settings, effects) }],
    ...more,
  });
  const { gate, clock } = hotspot;
  const users = gate.store.table('users');
  const hashes = new PasswordHashes({ random: systemRandom, cost: cheap });
  const send = async (path: string, fields: Readonly<Record<string, string>>, from = '127.0.0.1') => {
    const page = await ask(hotspot.portal, { from, path: '/login/password/change' });
    return post(hotspot, path, { token: tokenIn(page), ...fields }, { from });
  };
  return {
    ...{ hotspot, gate, clock, users, work, send },
    add: async (name: string, changes: Partial<User> = {}) => {
      const user = userOf(name, { passwordHash: await hashes.of(secret), createdAt: clock(), ...changes });
      await users.update(name, () => user);
      return user;
    },
    enter: (name: string, password: string, from?: string) =>
      send('/login', { method: 'password', name, password }, from),
  };
}
