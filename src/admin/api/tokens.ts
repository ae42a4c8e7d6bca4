import { z } from 'zod';
import { PortalError } from '../../errors.js';
import type { Token } from '../../store/operator.js';
import { durationSeconds, isoTime, time, timeOrNull } from '../fields.js';
import type { AdminOptions } from '../options.js';
import { Refusal } from '../refusal.js';
import { operation } from '../rest/operation.js';
import { scopes } from '../scopes.js';

const token = z
  .strictObject({
    name: z.string(),
    scopes: z.array(z.string()),
    createdAt: time,
    createdBy: z.string(),
    endsAt: timeOrNull,
    usedAt: timeOrNull.meta({ description: 'To some minutes.' }),
  })
  .meta({ id: 'Token' });

const tokenName = z.string().regex(/^[\w.-]{1,60}$/, 'allowed: 1 to 60 letters, digits and ._-');

const grafana = {
  ...{ name: 'grafana', scopes: ['status:read'], createdAt: '2026-01-02T12:00:00.000Z' },
  ...{ createdBy: 'root', endsAt: '2026-04-02T12:00:00.000Z', usedAt: null },
};

/** What programs have instead of a password. */
export function tokenOperations({ doors: { tokens }, gate }: AdminOptions) {
  return {
    createToken: operation({
      method: 'post',
      path: '/tokens',
      summary: 'Make a token for a program; it is shown this once',
      scope: 'operators:write',
      status: 201,
      body: z.strictObject({
        name: tokenName,
        scopes: z.array(z.enum(scopes)).min(1, `allowed: one or more of ${scopes.join(', ')}`),
        durationSeconds: durationSeconds.exactOptional(),
      }),
      answer: z.strictObject({ ...token.shape, token: z.string() }),
      examples: {
        'for a quarter': {
          body: { name: 'grafana', scopes: ['status:read'], durationSeconds: 7_776_000 },
          answer: { ...grafana, token: 'g511_…' },
        },
      },
      async run({ body: { name, scopes: asked, durationSeconds: seconds }, caller }) {
        const missing = asked.filter((scope) => !caller.scopes.has(scope));
        if (missing.length > 0) throw new Refusal('forbidden', `that needs the scopes ${missing.join(', ')}`);
        const end = seconds === undefined ? {} : { endsAt: gate.clock() + seconds * 1000 };
        const made = await tokens.create({
          name,
          scopes: [...new Set(asked)],
          by: caller,
          ...end,
        });
        if (!made) throw new Refusal('conflict', `there is a token ${name} already`);
        return { ...json(made.token), token: made.text };
      },
    }),

    listTokens: operation({
      method: 'get',
      path: '/tokens',
      summary: 'The tokens, without their secrets',
      scope: 'operators:write',
      answer: z.array(token),
      examples: { 'one program': { answer: [grafana] } },
      run: async () => (await tokens.all()).map(json),
    }),

    deleteToken: operation({
      method: 'delete',
      path: '/tokens/{name}',
      summary: 'Take a token out',
      scope: 'operators:write',
      params: z.strictObject({ name: tokenName }),
      answer: z.strictObject({ name: z.string() }),
      examples: { 'no longer used': { params: { name: 'grafana' }, answer: { name: 'grafana' } } },
      async run({ params: { name }, caller }) {
        if (await tokens.delete(name, caller)) return { name };
        throw new PortalError('not-found', { detail: `there is no token ${name}` });
      },
    }),
  };
}

function json({ name, scopes: given, createdAt, createdBy, endsAt, usedAt }: Token) {
  return {
    name,
    scopes: [...given],
    createdAt: isoTime(createdAt),
    createdBy,
    endsAt: isoTime(endsAt),
    usedAt: isoTime(usedAt),
  };
}
