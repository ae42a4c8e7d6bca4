import test from 'ava';
import type { HostName } from '../../../src/garden/host-name.js';
import type { ProviderId } from '../../../src/login/oidc/settings.js';
import { identityIn } from '../../../src/login/oidc/statement.js';
import type { PlanName } from '../../../src/plan/plan.js';

const campus = 'campus' as ProviderId;
const domains = ['staff.example' as HostName];
const rule = (claim: string, value: string | number | boolean, plan: string) => ({
  claim,
  value,
  plan: plan as PlanName,
});

test('a user is called after the provider and its own name for him', (t) => {
  t.deepEqual(identityIn(campus, { plans: [] }, { sub: '24400320' }), {
    user: 'oidc:campus:24400320',
    plan: undefined,
  });
});

for (const [email, email_verified, isAllowed] of [
  ['anna@staff.example', true, true],
  ['Anna@Staff.Example', true, true],
  ['anna@staff.example', 'true', false],
  ['anna@staff.example', undefined, false],
  ['anna@mail.staff.example', true, false],
  ['anna@notstaff.example', true, false],
  ['anna@staff.example@evil.example', true, false],
  ['staff.example', true, false],
  [['anna@staff.example'], true, false],
] as const)
  test(`the mail address ${JSON.stringify(email)}, verified: ${JSON.stringify(email_verified)}, may ${isAllowed ? '' : 'not '}log in`, (t) => {
    const claims = { sub: 'anna', email, email_verified };
    t.is(identityIn(campus, { domains, plans: [] }, claims) !== undefined, isAllowed);
  });

const plans = [
  rule('groups', 'deans', 'dean'),
  rule('level', 3, 'third'),
  rule('is_staff', true, 'staff'),
  rule('constructor', 'x', 'never'),
];
for (const [claims, plan] of [
  [{ groups: ['readers', 'deans'], level: 3 }, 'dean'],
  [{ groups: 'deans' }, 'dean'],
  [{ groups: ['deans of old'], level: 3 }, 'third'],
  [{ level: '3', is_staff: true }, 'staff'],
  [{ is_staff: 'true', groups: { deans: true } }, undefined],
  [{}, undefined],
] as const)
  test(`${JSON.stringify(claims)} is worth the plan ${plan}`, (t) => {
    t.is(identityIn(campus, { plans }, { sub: 'anna', ...claims })?.plan, plan as PlanName | undefined);
  });
