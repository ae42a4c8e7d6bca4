import { z } from 'zod';
import { PortalError } from '../../errors.js';
import { type Operator, type Role, roles } from '../../store/operator.js';
import { present } from '../../system/present.js';
import { toldOf } from '../auth/by.js';
import { operatorNameForm, parseOperatorName, shortestPassword } from '../auth/operators.js';
import type { Caller } from '../caller.js';
import { count, isoTime, time } from '../fields.js';
import type { AdminOptions } from '../options.js';
import { invalid, Refusal } from '../refusal.js';
import { operation } from '../rest/operation.js';
import { scopesOf } from '../scopes.js';

export const operatorName = z
  .string()
  .meta({ description: `A name: ${operatorNameForm}.` })
  .transform((text, context) => {
    const name = parseOperatorName(text);
    if (name === undefined) context.addIssue(`allowed: ${operatorNameForm}`);
    return name ?? z.NEVER;
  });

export const newPassword = z
  .string()
  .min(shortestPassword, `allowed: at least ${shortestPassword} characters`)
  .max(200, 'allowed: at most 200 characters');

const operator = z
  .strictObject({
    name: z.string(),
    role: z.enum(roles),
    hasTotp: z.boolean(),
    sessions: count,
    createdAt: time,
    createdBy: z.string(),
  })
  .meta({ id: 'Operator' });

const ofOperator = z.strictObject({ name: operatorName });
const anna = {
  ...{ name: 'anna', role: 'desk', hasTotp: false, sessions: 0 },
  ...{ createdAt: '2026-01-02T12:00:00.000Z', createdBy: 'root' },
};

/** Who may run the network. */
export function operatorOperations({ doors, gate, siteUrl }: AdminOptions) {
  const { operators, sessions, links } = doors;
  const json = ({ name, role, totpSecret, createdAt, createdBy }: Operator) => ({
    name,
    role,
    hasTotp: totpSecret !== undefined,
    sessions: sessions.of(name).length,
    createdAt: isoTime(createdAt),
    createdBy,
  });
  return {
    putOperator: operation({
      method: 'put',
      path: '/operators/{name}',
      summary: 'Make an operator, or give one another role or password, which ends his sessions',
      scope: 'operators:write',
      params: ofOperator,
      body: z.strictObject({ role: z.enum(roles).exactOptional(), password: newPassword.exactOptional() }),
      answer: operator,
      examples: {
        'for the counter': {
          params: { name: 'anna' },
          body: { role: 'desk', password: 'correct horse battery' },
          answer: anna,
        },
      },
      async run({ params: { name }, body, caller }) {
        const check = (before: Operator | undefined) => {
          if (before) checkMayGive(caller, before.role);
          if (body.role) checkMayGive(caller, body.role);
        };
        const put = await operators.put(name, body, caller, check);
        if (put) return json(put);
        throw invalid(
          (['role', 'password'] as const)
            .filter((field) => body[field] === undefined)
            .map((field) => ({ pointer: `#/${field}`, detail: 'a new operator needs it' })),
        );
      },
    }),

    listOperators: operation({
      method: 'get',
      path: '/operators',
      summary: 'The operators',
      scope: 'operators:write',
      answer: z.array(operator),
      examples: { 'one for the counter': { answer: [anna] } },
      run: async () => (await operators.all()).map(json),
    }),

    deleteOperatorSessions: operation({
      method: 'delete',
      path: '/operators/{name}/sessions',
      summary: 'Sign an operator out everywhere',
      scope: 'operators:write',
      params: ofOperator,
      answer: z.strictObject({ ended: count }),
      examples: { everywhere: { params: { name: 'anna' }, answer: { ended: 2 } } },
      async run({ params: { name }, caller }) {
        const known = await operators.get(name);
        if (!known) throw notThere(name);
        checkMayGive(caller, known.role);
        const ended = sessions.endAllOf(name);
        if (ended > 0) gate.tell('operator-signed-out', { operator: name, ended, ...toldOf(caller) });
        return { ended };
      },
    }),

    deleteOperatorTotp: operation({
      method: 'delete',
      path: '/operators/{name}/totp',
      summary: "Give up an operator's second factor, where he has lost it",
      scope: 'operators:write',
      params: ofOperator,
      answer: operator,
      examples: { 'a lost phone': { params: { name: 'anna' }, answer: anna } },
      async run({ params: { name }, caller }) {
        const known = await operators.get(name);
        if (!known) throw notThere(name);
        checkMayGive(caller, known.role);
        await operators.setTotp(name, undefined, caller);
        return json((await operators.get(name)) ?? known);
      },
    }),

    deleteOperator: operation({
      method: 'delete',
      path: '/operators/{name}',
      summary: 'Take an operator out, and end his sessions; his tokens stay',
      scope: 'operators:write',
      params: ofOperator,
      answer: operator,
      examples: { 'who has left': { params: { name: 'anna' }, answer: anna } },
      async run({ params: { name }, caller }) {
        const known = await operators.get(name);
        if (!known) throw notThere(name);
        checkMayGive(caller, known.role);
        await operators.delete(name, caller);
        return json(known);
      },
    }),

    createOperatorLink: operation({
      method: 'post',
      path: '/operator-links',
      summary:
        'A link, good once within ten minutes, by which somebody becomes an operator or sets a new password',
      scope: 'operators:write',
      status: 201,
      body: z.strictObject({
        name: operatorName
          .exactOptional()
          .meta({ description: 'Chosen with the password where it is not given.' }),
        role: z.enum(roles).exactOptional().meta({
          description:
            'Of a new operator; `admin` where no name is given, either. A name alone is for a new password.',
        }),
      }),
      answer: z.strictObject({ url: z.string(), endsAt: time }),
      examples: {
        'for the counter': {
          body: { name: 'carl', role: 'desk' },
          answer: { url: 'https://192.0.2.1:8512/welcome?code=…', endsAt: '2026-01-02T12:10:00.000Z' },
        },
      },
      async run({ body: { name, role: asked }, caller }) {
        const role = name === undefined ? (asked ?? 'admin') : roleOf(name, await operators.get(name), asked);
        checkMayGive(caller, role);
        const { code, endsAt } = links.issue({
          ...present({ name }),
          role,
          by: caller,
        });
        return { url: `${siteUrl}welcome?code=${code}`, endsAt: isoTime(endsAt) };
      },
    }),
  };
}

/** Nobody makes, changes or takes out anybody who may more than he may himself. */
function checkMayGive({ scopes }: Caller, role: Role): void {
  const missing = [...scopesOf(role)].filter((scope) => !scopes.has(scope));
  if (missing.length > 0) throw new Refusal('forbidden', `that needs the scopes ${missing.join(', ')}`);
}

/** What he is, or will be, whom a link is for. Throws where the link would make nobody, or leave him what he is. */
function roleOf(name: string, known: Operator | undefined, asked: Role | undefined): Role {
  const role = known?.role ?? asked;
  if (role === undefined) throw notThere(name);
  if (!known || asked === undefined) return role;
  throw new Refusal(
    'conflict',
    [
      `there is an operator ${name} already: for a new password leave out the role (gate511 operator reset ${name});`,
      'another role is given on the page Operators',
    ].join(' '),
  );
}

const notThere = (name: string) => new PortalError('not-found', { detail: `there is no operator ${name}` });
