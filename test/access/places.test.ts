import test from 'ava';
import { authorise } from '../../src/access/authorise.js';
import { revoke } from '../../src/access/revoke.js';
import { clientNumber, laptop, phone } from '../clients.js';
import { timeZone } from '../plans.js';
import { gateParts } from './gate-parts.js';

const two = { method: 'voucher', user: 'anna', plan: { durationSeconds: 3_600, devices: 2 } } as const;
const third = clientNumber(3);

test('a device too many is refused, and told when a place is free', async (t) => {
  const { gate, clock, store } = gateParts();
  await authorise(gate, phone, two);
  clock.advance(60);
  await authorise(gate, laptop, two);
  const berlin = timeZone('Europe/Berlin');
  t.deepEqual(await authorise(gate, third, { ...two, plan: { ...two.plan, timeZone: berlin } }), {
    kind: 'refuse',
    limit: 'devices',
    againAt: clock() + 3_540_000,
    timeZone: berlin,
  });
  t.is(store.authorisation(third), undefined);
  t.is(await authorise(gate, phone, two), undefined, 'who is in extends his time');
  await revoke(gate, laptop, 'User-Request');
  t.is(await authorise(gate, third, two), undefined);
});

test('or it takes the place of the device that is online longest', async (t) => {
  const { gate, clock, store, enforced } = gateParts();
  const grant = { ...two, plan: { ...two.plan, whenFull: 'end-oldest' } } as const;
  for (const client of [phone, laptop, third]) {
    t.is(await authorise(gate, client, grant), undefined);
    clock.advance(60);
  }
  t.is(await enforced(phone), undefined);
  t.like(store.authorisation(phone), { ending: { terminateCause: 'Port-Preempted' } });
  t.like(await enforced(laptop), { kind: 'open' });
  t.like(await enforced(third), { kind: 'open' });
});

test('of many devices that log in at once as many get in as may', async (t) => {
  const { gate } = gateParts();
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, number) => authorise(gate, clientNumber(number), two)),
  );
  t.is(answers.filter((answer) => answer === undefined).length, 2);
});

test('a device whose time is over takes no place, and one of another user neither', async (t) => {
  const { gate, clock } = gateParts();
  const short = { ...two, plan: { ...two.plan, durationSeconds: 10 } };
  await authorise(gate, phone, short);
  await authorise(gate, laptop, { ...two, user: 'bob' });
  clock.advance(11);
  for (const client of [clientNumber(1), clientNumber(2)])
    t.is(await authorise(gate, client, two), undefined);
});
