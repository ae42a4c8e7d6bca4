import test from 'ava';
import { phone } from '../clients.js';
import { ask } from '../hotspot/ask.js';
import { openHotspot } from '../hotspot/hotspot.js';
import { openDesk } from '../login/voucher/desk.js';

type Desk = Awaited<ReturnType<typeof openDesk>>;

async function call({ hotspot }: Pick<Desk, 'hotspot'>, method: string, path: string, body?: object) {
  const text = body === undefined ? {} : { body: JSON.stringify(body) };
  const answer = await ask(hotspot.admin, { method, path: `/api/v1${path}`, ...text });
  return { status: answer.status, json: JSON.parse(answer.body) };
}

const order = { count: 3, plan: 'day-pass', devices: 2, note: 'July' };

test('a batch is made, told with its codes once, listed and exported without them', async (t) => {
  const desk = await openDesk(t);
  const made = await call(desk, 'POST', '/voucher-batches', order);
  t.is(made.status, 201);
  t.like(made.json, { plan: 'day-pass', devices: 2, note: 'July', by: 'root', startsAt: null });
  const codes: string[] = made.json.vouchers.map(({ code }: { code: string }) => code);
  t.is(new Set(codes).size, 3);
  t.is((await desk.enter(codes[0] ?? '')).status, 303);

  const list = await call(desk, 'GET', '/voucher-batches');
  t.like(list.json[0], { batch: made.json.batch, count: 3, unused: 2, running: 1, over: 0, revoked: 0 });
  const { items: rows } = (await call(desk, 'GET', `/vouchers?batch=${made.json.batch}`)).json;
  t.deepEqual(rows.map(({ state }: { state: string }) => state).sort(), ['running', 'unused', 'unused']);
  const running = rows.find(({ state }: { state: string }) => state === 'running');
  t.like(running, { plan: 'day-pass', note: 'July', endsAt: made.json.createdAt.replace('-02T', '-03T') });
  const told = JSON.stringify([list.json, rows]);
  for (const code of codes) t.false(told.includes(code) || told.includes(code.replaceAll('-', '')));
});

test('a voucher or a batch is revoked by its name, and its sessions end', async (t) => {
  const desk = await openDesk(t);
  const { json } = await call(desk, 'POST', '/voucher-batches', order);
  await desk.enter(json.vouchers[1].code);
  const one = await call(desk, 'DELETE', `/vouchers/${json.vouchers[1].id}`);
  t.deepEqual(one.json, { revoked: [json.vouchers[1].id] });
  t.truthy(desk.gate.store.authorisation(phone)?.ending);
  const { records } = (await call(desk, 'GET', '/audit?what=session.ended')).json;
  t.like(records, [{ mac: phone.mac, cause: 'Admin-Reset', by: 'root' }]);
  t.is((await call(desk, 'DELETE', `/voucher-batches/${json.batch}`)).json.revoked.length, 3);
  t.is((await call(desk, 'DELETE', '/vouchers/ffffffffff')).status, 404);
  t.is((await call(desk, 'GET', '/vouchers?batch=NONE')).status, 404);
});

test('what cannot be made is said, and nothing is made', async (t) => {
  const desk = await openDesk(t);
  for (const [change, said] of [
    [{ count: 0 }, /count/],
    [{ count: 10_001 }, /count/],
    [{ plan: 'gold' }, /there is no plan "gold"; allowed: day-pass/],
    [{ devices: 0 }, /devices/],
    [{ validSeconds: -1 }, /validSeconds/],
    [{ startsAt: 'soon' }, /startsAt/],
    [{ startsAt: '2020-01-01T00:00:00Z' }, /startsAt: what starts then is over/],
  ] as const) {
    const { status, json } = await call(desk, 'POST', '/voucher-batches', { ...order, ...change });
    t.is(status, 400);
    t.regex(json.detail, said);
  }
  t.deepEqual(await desk.gate.store.table('voucherBatches').all(), []);
});

test('where no zone takes vouchers none are made', async (t) => {
  const hotspot = await openHotspot(t);
  const { status, json } = await call({ hotspot }, 'POST', '/voucher-batches', order);
  t.is(status, 400);
  t.regex(json.detail, /no zone takes vouchers: add voucher to the login/);
});
