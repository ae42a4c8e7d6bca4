import { z } from 'zod';
import type { Gate } from '../../access/gate.js';
import { PortalError } from '../../errors.js';
import { endSessionsOf, methodName } from '../../login/password/end-sessions.js';
import { faultOfPassword, longest, shortest } from '../../login/password/new-password.js';
import { parseUserName, type UserName, userNameForm } from '../../login/password/user-name.js';
import { userStanding } from '../../login/password/user-standing.js';
import { isInForce } from '../../store/authorisation.js';
import type { User } from '../../store/user.js';
import { present } from '../../system/present.js';
import { toldOf } from '../auth/by.js';
import {
  count,
  durationSeconds,
  isoTime,
  noteGiven,
  planIn,
  planName,
  time,
  timeOrNull,
  wholeNumber,
} from '../fields.js';
import { gateOf } from '../gate-of.js';
import type { AdminOptions } from '../options.js';
import { invalid } from '../refusal.js';
import { operation } from '../rest/operation.js';
import { pageFrom, pageOf, pageQuery } from '../rest/page.js';

/** What an operator may say of a user; null takes away what was said before. */
const properties = {
  plan: planName.nullable().exactOptional(),
  devices: wholeNumber(1, 1_000).nullable().exactOptional(),
  validSeconds: durationSeconds.nullable().exactOptional().meta({ description: 'From now.' }),
  isDisabled: z.boolean().exactOptional(),
  note: noteGiven.exactOptional(),
};
const newBody = z.strictObject({ ...properties, password: z.string() });
const changeBody = z.strictObject({
  ...properties,
  password: z.string().exactOptional(),
  isApproved: z.literal(true).exactOptional(),
});

const ofUser = z.strictObject({
  name: z.string().transform((text, context): UserName => {
    const name = parseUserName(text);
    if (!name) context.addIssue(`found "${text}", allowed: ${userNameForm}`);
    return name ?? z.NEVER;
  }),
});

const states = ['good', 'waiting', 'disabled', 'over'] as const;
const user = z
  .strictObject({
    name: z.string(),
    state: z.enum(states),
    plan: planName.nullable(),
    devices: count.nullable(),
    validUntil: timeOrNull,
    online: count,
    createdAt: time,
    createdBy: z.string(),
    note: z.string(),
  })
  .meta({ id: 'User' });

const anna = {
  ...{ name: 'anna', state: 'good', plan: 'day-pass', devices: 2, validUntil: null, online: 0 },
  ...{ createdAt: '2026-01-02T12:00:00.000Z', createdBy: 'root', note: 'room 7' },
};
const ofAnna = { params: { name: 'anna' }, answer: anna };

/** People with a name and a password of this gateway's own. */
export function userOperations(options: AdminOptions) {
  const { gate, offered, doors } = options;
  const users = () => gate.store.table('users');
  const hashed = (password: string, name: UserName): Promise<string> => {
    const fault = faultOfPassword(password, name);
    if (!fault) return doors.hashes.of(password);
    const detail = {
      length: `a password has ${shortest} to ${longest} characters`,
      common: 'this password is too easy to guess',
    };
    throw invalid([{ pointer: '#/password', detail: detail[fault] }]);
  };
  return {
    putUser: operation({
      method: 'put',
      path: '/users/{name}',
      summary: 'Add a user, who may log in at once',
      scope: 'accounts:write',
      status: 201,
      params: ofUser,
      body: newBody,
      answer: user,
      examples: {
        'a guest of the house': {
          ...ofAnna,
          body: { password: 'correct horse battery', plan: 'day-pass', devices: 2, note: 'room 7' },
        },
      },
      async run({ params: { name }, body: { password, ...body }, caller }) {
        if (!offered.has('password'))
          throw new PortalError('bad-request', {
            detail: 'no zone takes passwords: add password to the login of a zone in gate511.yaml',
          });
        const change = changesIn(body, options);
        const fresh: User = change({
          name,
          passwordHash: await hashed(password, name),
          createdAt: gate.clock(),
          createdBy: caller.name,
          isApproved: true,
          isDisabled: false,
          note: '',
        });
        const kept = await users().update(name, (before) => before ?? fresh);
        if (kept !== fresh)
          throw invalid([{ parameter: 'name', detail: `there is a user "${name}" already` }]);
        gate.log.info({ user: name, by: caller.name }, 'user added');
        gate.tell('user-changed', { user: name, change: 'added', ...toldOf(caller) });
        return userJson(gate, fresh, new Map());
      },
    }),

    listUsers: operation({
      method: 'get',
      path: '/users',
      summary: 'The users',
      scope: 'accounts:read',
      query: z.strictObject({ ...pageQuery, search: z.string().max(100).default('') }),
      answer: pageOf(user),
      examples: { all: { answer: { items: [anna], nextCursor: null } } },
      async run({ query: { search, ...asked } }) {
        const online = await onlineByUser(gate);
        const part = search.trim().toLowerCase();
        const found = (await users().all()).filter(
          ({ name, note }) => name.includes(part) || note.toLowerCase().includes(part),
        );
        const { items, nextCursor } = pageFrom(found, { ...asked, placeOf: ({ name }) => [name, name] });
        return { items: items.map((each) => userJson(gate, each, online)), nextCursor };
      },
    }),

    getUser: operation({
      method: 'get',
      path: '/users/{name}',
      summary: 'One user',
      scope: 'accounts:read',
      params: ofUser,
      answer: user,
      examples: { 'by his name': ofAnna },
      run: async ({ params: { name } }) =>
        userJson(gate, (await users().get(name)) ?? unknown(name), await onlineByUser(gate)),
    }),

    patchUser: operation({
      method: 'patch',
      path: '/users/{name}',
      summary: 'Change what is named of a user; who may not come in from now on is not online any more',
      scope: 'accounts:write',
      params: ofUser,
      body: changeBody,
      answer: user,
      examples: { 'no limit of devices of his own': { ...ofAnna, body: { devices: null } } },
      async run({ params: { name }, body: { password, isApproved, ...body }, caller }) {
        const changes = {
          ...(password === undefined ? {} : { passwordHash: await hashed(password, name) }),
          ...(isApproved ? { isApproved } : {}),
        };
        const change = changesIn(body, options);
        const changed = await users().update(name, (before) => before && change({ ...before, ...changes }));
        if (!changed) return unknown(name);
        gate.log.info({ user: name, changed: Object.keys({ ...body, ...changes }) }, 'user changed');
        gate.tell('user-changed', { user: name, change: 'changed', ...toldOf(caller) });
        if (userStanding(changed, gate.clock()) !== 'good' || password !== undefined)
          await endSessionsOf(gateOf(gate, caller), name, caller.name);
        return userJson(gate, changed, await onlineByUser(gate));
      },
    }),

    deleteUser: operation({
      method: 'delete',
      path: '/users/{name}',
      summary: 'Remove a user; his sessions end at once',
      scope: 'accounts:write',
      params: ofUser,
      answer: user,
      examples: { 'who has left': ofAnna },
      async run({ params: { name }, caller }) {
        const found = (await users().get(name)) ?? unknown(name);
        await users().update(name, () => undefined);
        await endSessionsOf(gateOf(gate, caller), name, caller.name);
        gate.log.info({ user: name }, 'user removed');
        gate.tell('user-changed', { user: name, change: 'removed', ...toldOf(caller) });
        return userJson(gate, found, new Map());
      },
    }),
  };
}

function unknown(name: string): never {
  throw new PortalError('not-found', { detail: `there is no user "${name}"` });
}

type Properties = Omit<z.infer<typeof changeBody>, 'password' | 'isApproved'>;

/** What is not named stays. Throws `bad-request`. */
function changesIn(body: Properties, { plans, gate }: AdminOptions): (before: User) => User {
  const { plan, devices, validSeconds, ...simple } = body;
  const named = planIn(plan ?? undefined, plans, { pointer: '#/plan' })?.name;
  const end = validSeconds ? gate.clock() + validSeconds * 1000 : undefined;
  return ({ plan: planBefore, devices: devicesBefore, validUntil: endBefore, ...rest }) => ({
    ...rest,
    ...simple,
    ...present({
      plan: plan === undefined ? planBefore : named,
      devices: devices === undefined ? devicesBefore : (devices ?? undefined),
      validUntil: validSeconds === undefined ? endBefore : end,
    }),
  });
}

async function onlineByUser(gate: Gate): Promise<ReadonlyMap<string, number>> {
  const now = gate.clock();
  const online = new Map<string, number>();
  for (const each of await gate.store.authorisations())
    if (each.method === methodName && each.user !== undefined && isInForce(each, now))
      online.set(each.user, (online.get(each.user) ?? 0) + 1);
  return online;
}

function userJson(gate: Gate, of: User, online: ReadonlyMap<string, number>) {
  const { name, plan, devices, validUntil, createdAt, createdBy, note } = of;
  return {
    name,
    state: userStanding(of, gate.clock()),
    plan: plan ?? null,
    devices: devices ?? null,
    validUntil: isoTime(validUntil),
    online: online.get(name) ?? 0,
    createdAt: isoTime(createdAt),
    createdBy,
    note,
  };
}
