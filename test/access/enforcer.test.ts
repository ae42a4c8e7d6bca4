import test from 'ava';
import { Enforcer } from '../../src/access/enforcer.js';
import { laptop, phone } from '../clients.js';
import { authorisationOf } from '../records.js';
import { gateParts } from './gate-parts.js';

/** Lets everything go on that waits for nothing but its turn. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

test('what comes during a pause is not done, and nobody is said to be online, until it goes on', async (t) => {
  const { gate, store, enforced } = gateParts();
  const { enforcer } = gate;
  await enforcer.pause();
  await store.grant(authorisationOf(phone));
  await store.grant(authorisationOf(laptop));
  const steps = Promise.all([enforcer.enforce(phone), enforcer.enforceAll([laptop])]);
  await turn();
  t.is(await enforced(phone), undefined);
  t.true(enforcer.isBehind(phone));
  enforcer.goOn();
  await steps;
  for (const client of [phone, laptop]) {
    t.is((await enforced(client))?.kind, 'open');
    t.false(enforcer.isBehind(client));
  }
});

test('a successor does what waited, and what the other one is asked for later', async (t) => {
  const { gate, store } = gateParts();
  const { firewall, enforced } = gateParts();
  const successor = new Enforcer(store, firewall, gate.clock, () => undefined);
  await gate.enforcer.pause();
  await store.grant(authorisationOf(phone));
  const step = gate.enforcer.enforce(phone);
  gate.enforcer.goOn(successor);
  await step;
  t.is((await enforced(phone))?.kind, 'open');
  await store.end(phone, { at: gate.clock(), terminateCause: 'User-Request' });
  await gate.enforcer.enforce(phone);
  t.is(await enforced(phone), undefined);
});

test('a pause begins when what is under way is done', async (t) => {
  const { gate, store, enforced } = gateParts();
  await store.grant(authorisationOf(phone));
  const step = gate.enforcer.enforce(phone);
  await gate.enforcer.pause();
  t.is((await enforced(phone))?.kind, 'open');
  await step;
});
