import test from 'ava';
import { openDesk } from '../login/voucher/desk.js';
import { deskOf } from './desk.js';

test('vouchers made at the counter are on the sheet, once, by name of who made them, and can be revoked', async (t) => {
  const { hotspot, enter } = await openDesk(t);
  const counter = await deskOf(hotspot, 'desk');
  const made = await counter.post('/vouchers/make', {
    plan: 'day-pass',
    count: '2',
    for: '30d',
    note: 'July',
  });
  t.is(made.status, 200);
  const codes = made.body.trim().split('\n');
  t.is(codes.length, 2);
  t.is((await enter(codes[0] ?? '')).status, 303);
  const page = (await counter.get('/vouchers')).body;
  t.regex(page, /1 of 2/);
  for (const code of codes) t.false(page.includes(code));
  const [batch] = await hotspot.gate.store.table('voucherBatches').all();
  t.like(batch, { by: 'desk', note: 'July' });
  t.is((await counter.post('/vouchers/revoke', { name: batch?.id ?? '' })).status, 303);
  const [session] = await hotspot.gate.store.authorisations();
  t.truthy(session?.ending);
});

test('who may only see makes no vouchers, and a wrong order makes none', async (t) => {
  const { hotspot } = await openDesk(t);
  const order = { plan: 'day-pass', count: '2' };
  t.is((await (await deskOf(hotspot, 'viewer')).post('/vouchers/make', order)).status, 403);
  const counter = await deskOf(hotspot, 'desk');
  t.is((await counter.post('/vouchers/make', { ...order, count: '-1' })).status, 400);
  t.is((await counter.post('/vouchers/make', { ...order, for: 'soon' })).status, 400);
  t.deepEqual(await hotspot.gate.store.table('voucherBatches').all(), []);
});
