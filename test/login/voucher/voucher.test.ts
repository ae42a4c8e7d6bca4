import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { revoke } from '../../../src/access/revoke.js';
import { sweep } from '../../../src/access/sweep.js';
import { clickThrough } from '../../../src/login/click-through/click-through.js';
import { keepVouchers } from '../../../src/login/voucher/keep.js';
import { redeem } from '../../../src/login/voucher/redeem.js';
import { revokeVouchers } from '../../../src/login/voucher/revoke-vouchers.js';
import { voucher } from '../../../src/login/voucher/voucher.js';
import { VoucherKey } from '../../../src/login/voucher/voucher-key.js';
import { systemRandom } from '../../../src/system/random.js';
import { clientNumber, laptop, phone } from '../../clients.js';
import { ask } from '../../hotspot/ask.js';
import { crowdAddress, laptopAddress, phoneAddress } from '../../hotspot/devices.js';
import { timeZone } from '../../plans.js';
import { post, tokenIn } from '../../portal/forms.js';
import { octets } from '../../records.js';
import { dayPass, openDesk } from './desk.js';

const hour = 3_600;
const day = 24 * hour;

test('who enters the code of a voucher is online, by its plan and as its user', async (t) => {
  const { enter, issue, gate, clock } = await openDesk(t);
  const { vouchers } = await issue();
  const [made] = vouchers;
  const { status, headers } = await enter(`${made?.code.toLowerCase()} `);
  t.deepEqual([status, headers.location], [303, '/status']);
  t.like(gate.store.authorisation(phone), {
    ...{ method: 'voucher', user: `voucher:${made?.id}`, endsAt: clock() + day * 1000 },
  });
});

test('a hundred devices that redeem a voucher for one device at once make exactly one session', async (t) => {
  const { enter, oneCode, gate } = await openDesk(t);
  const code = await oneCode();
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, number) => enter(code, crowdAddress(number + 1))),
  );
  t.is(answers.filter(({ status }) => status === 303).length, 1);
  t.is(answers.filter(({ status }) => status === 403).length, 99);
  t.is((await gate.store.authorisations()).length, 1);
});

test('its time runs from the first use, whoever is online, and the session ends with the voucher', async (t) => {
  const { enter, oneCode, gate, clock } = await openDesk(t);
  const code = await oneCode({ devices: 2 });
  clock.advance(5 * day);
  const begun = clock();
  t.is((await enter(code)).status, 303);
  clock.advance(20 * hour);
  await revoke(gate, phone, 'User-Request');
  t.is((await enter(code, laptopAddress)).status, 303);
  t.is(gate.store.authorisation(laptop)?.endsAt, begun + day * 1000);
  await keepVouchers(gate);
  clock.advance(4 * hour);
  const over = await enter(code, crowdAddress(1));
  t.is(over.status, 403);
  t.regex(over.body, /This voucher is over/);
});

test('a first use is known also when everything but the voucher is forgotten', async (t) => {
  const { enter, oneCode, gate, clock } = await openDesk(t);
  const code = await oneCode();
  await enter(code);
  await keepVouchers(gate);
  clock.advance(3 * day);
  await revoke(gate, phone, 'Session-Timeout');
  await gate.store.purge(clock(), clock());
  t.deepEqual(await gate.store.accounts(), []);
  t.regex((await enter(code)).body, /This voucher is over/);
});

test('a voucher that starts at a date is not taken before, and its time runs from then on', async (t) => {
  const { enter, oneCode, gate, clock } = await openDesk(t);
  const startsAt = clock() + 2 * day * 1000;
  const code = await oneCode({ startsAt });
  const early = await enter(code);
  t.is(early.status, 403);
  t.regex(early.body, /This voucher is valid from Sunday, January 4/);
  clock.advance(2 * day + hour);
  t.is((await enter(code)).status, 303);
  t.is(gate.store.authorisation(phone)?.endsAt, startsAt + day * 1000);
});

test('from when a voucher is valid is told by the clocks of its plan', async (t) => {
  const plan = { durationSeconds: 86_400, timeZone: timeZone('Pacific/Auckland') };
  const { enter, oneCode, clock } = await openDesk(t, plan);
  const { body } = await enter(await oneCode({ startsAt: clock() + 2 * day * 1000 }));
  t.regex(body, /valid from Monday, January 5 at 1:00/);
});

test('nobody is online past the date up to which a voucher is valid', async (t) => {
  const { enter, oneCode, gate, clock } = await openDesk(t);
  const validUntil = clock() + hour * 1000;
  const code = await oneCode({ validUntil });
  await enter(code);
  t.is(gate.store.authorisation(phone)?.endsAt, validUntil);
  clock.advance(hour);
  t.regex((await enter(code, laptopAddress)).body, /This voucher is over/);
});

test('its data is the voucher’s, whatever device uses it', async (t) => {
  const { enter, oneCode, gate, clock } = await openDesk(t, { durationSeconds: day, dataBytes: 1_000 });
  const code = await oneCode();
  await enter(code);
  const session = gate.store.authorisation(phone);
  t.truthy(session);
  if (session) await gate.store.replace(session, { ...session, used: octets(400, 600) });
  await revoke(gate, phone, 'NAS-Request');
  clock.advance(hour);
  const spent = await enter(code, laptopAddress);
  t.is(spent.status, 403);
  t.regex(spent.body, /Your data is used up\.\s*</);
});

test('whoever has used up what is free finds where to enter a voucher, and not what is free', async (t) => {
  const free = { durationSeconds: day, dataBytes: 1_000 };
  const methods = [clickThrough, voucher];
  const desk = await openDesk(t, undefined, { methods, plan: free });
  const { hotspot, gate } = desk;
  const page = async (path = '/') => (await ask(hotspot.portal, { path })).body;
  await post(hotspot, '/login', { token: tokenIn(await ask(hotspot.portal)), method: 'click-through' });
  const session = gate.store.authorisation(phone);
  t.truthy(session);
  if (session) await gate.store.replace(session, { ...session, used: octets(400, 600) });
  await revoke(gate, phone, 'NAS-Request');
  const code = await desk.oneCode();
  for (const each of [await page(), await page(`/?voucher=${code}`)]) {
    t.regex(each, /name="voucher"/);
    t.notRegex(each, /value="click-through"/);
  }
  t.is((await desk.enter(code)).status, 303);
});

test('in a zone that is closed its forms are those whose plan may be open: a voucher’s, as its login is', async (t) => {
  const hours = { timeZone: timeZone('UTC'), spans: [{ weekday: 0, from: 0, to: 60 }] };
  const methods = [clickThrough, voucher];
  const desk = await openDesk(t, undefined, { methods, plan: { durationSeconds: day, hours } });
  const code = await desk.oneCode();
  const { body } = await ask(desk.hotspot.portal, { path: `/?voucher=${code}` });
  t.regex(body, /The network is closed now\. It opens on/);
  t.regex(body, new RegExp(`name="voucher"[^>]* value="${code}"`));
  t.notRegex(body, /value="click-through"/);
  const wrong = await desk.enter('CCCC-CCCC-CCCC');
  t.regex(wrong.body, /The network is closed now\./);
  t.regex(wrong.body, /role="alert"/);
  t.is((await desk.enter(code)).status, 303);
});

test('its time online is the voucher’s, and stands still while nobody is online', async (t) => {
  const { enter, oneCode, gate, clock } = await openDesk(t, { durationSeconds: 7 * day, timeSeconds: hour });
  const code = await oneCode({ devices: 2 });
  await enter(code);
  clock.advance(hour / 2);
  await revoke(gate, phone, 'User-Request');
  clock.advance(day);
  await enter(code, laptopAddress);
  await enter(code);
  t.is(gate.store.authorisation(laptop)?.endsAt, clock() + (hour / 2) * 1000);
  t.is(gate.store.authorisation(phone)?.endsAt, clock() + (hour / 2) * 1000);
  clock.advance(hour / 2);
  await sweep(gate);
  t.like(gate.store.authorisation(phone), { ending: { limit: 'time' } });
  t.regex((await enter(code)).body, /Your time online is used up\.\s*</);
});

test('a login that is refused does not begin the voucher', async (t) => {
  const { enter, oneCode, gate, clock } = await openDesk(t);
  const [first, second] = [await oneCode(), await oneCode()];
  await enter(first);
  t.is((await enter(first, laptopAddress)).status, 403, 'there is one place');
  clock.advance(10 * hour);
  await keepVouchers(gate);
  await enter(second, laptopAddress);
  t.is(gate.store.authorisation(laptop)?.endsAt, clock() + day * 1000);
});

test('a code that is none, or nobody’s, is told so beside the field, and counted as a guess only where it is one', async (t) => {
  const { enter } = await openDesk(t);
  const none = await enter('BCD-FGHJ-KL');
  t.is(none.status, 403);
  t.regex(none.body, /id="fault-voucher" role="alert">A voucher code has ten letters/);
  const unknown = await enter('bcd-fghj-klm');
  t.regex(unknown.body, /id="fault-voucher" role="alert">This voucher code is not known/);
  t.regex(
    unknown.body,
    /value="bcd-fghj-klm"[^>]*aria-describedby="voucher-hint fault-voucher" aria-invalid="true"/,
  );
});

test('a revoked voucher ends its sessions at once, and opens nothing more; the others of the batch go on', async (t) => {
  const { enter, issue, gate } = await openDesk(t);
  const { vouchers } = await issue({}, 2);
  const [one, other] = vouchers;
  await enter(one?.code ?? '', phoneAddress);
  await enter(other?.code ?? '', laptopAddress);
  t.is((await revokeVouchers(gate, one?.id ?? '', 'root')).length, 1);
  t.like(gate.store.authorisation(phone), { ending: { terminateCause: 'Admin-Reset' } });
  t.is(gate.store.authorisation(laptop)?.ending, undefined);
  t.regex((await enter(one?.code ?? '')).body, /This voucher is no longer valid/);
});

test('a revoked batch ends all its sessions, also that of a login that was under way', async (t) => {
  const { enter, issue, gate } = await openDesk(t);
  const { batch, vouchers } = await issue({ devices: 5 }, 2);
  await Promise.all(vouchers.map(({ code }, number) => enter(code, crowdAddress(number))));
  t.is((await revokeVouchers(gate, batch.id, 'root')).length, 2);
  t.deepEqual(
    (await gate.store.authorisations()).map(({ ending }) => ending?.terminateCause),
    ['Admin-Reset', 'Admin-Reset'],
  );
  const [late] = vouchers;
  await gate.store.grant({
    ...clientNumber(7),
    ...{ method: 'voucher', user: `voucher:${late?.id}`, startedAt: gate.clock() },
    ...{ endsAt: gate.clock() + 1_000, limits: {}, used: octets(0, 0) },
  });
  await keepVouchers(gate);
  t.truthy(gate.store.authorisation(clientNumber(7))?.ending);
});

test('who redeems a voucher while it is being revoked is not online afterwards', async (t) => {
  const { enter, issue, gate } = await openDesk(t);
  const { batch, vouchers } = await issue({ devices: 50 });
  const code = vouchers[0]?.code ?? '';
  const entering = Array.from({ length: 50 }, (_, number) => enter(code, crowdAddress(number)));
  await entering[0];
  await Promise.all([revokeVouchers(gate, batch.id, 'root'), ...entering]);
  const sessions = await gate.store.authorisations();
  t.true(sessions.length > 0);
  t.true(sessions.every(({ ending }) => ending !== undefined));
});

test('a batch is forgotten a month after its last day', async (t) => {
  const { issue, gate, clock } = await openDesk(t);
  await issue({ validUntil: clock() + 1_000 }, 3);
  clock.advance(30 * day);
  await keepVouchers(gate);
  t.is((await gate.store.table('vouchers').all()).length, 3);
  clock.advance(2);
  await keepVouchers(gate);
  t.deepEqual(await gate.store.table('vouchers').all(), []);
  t.deepEqual(await gate.store.table('voucherBatches').all(), []);
});

test('where the configuration has no such plan any more nobody gets in, and the operator reads why', async (t) => {
  const { enter, oneCode, plans, hotspot } = await openDesk(t);
  const code = await oneCode();
  delete plans[dayPass];
  t.regex((await enter(code)).body, /This voucher cannot be used now/);
  t.true(hotspot.log.lines.some(({ message }) => message.includes('plan that is no longer configured')));
});

test('a link fills the code in, and the page leads nowhere with it', async (t) => {
  const { hotspot } = await openDesk(t);
  const { body, headers } = await ask(hotspot.portal, {
    path: '/?voucher=BCD-FGHJ-KLM&token=x&secret=%22%3E',
  });
  t.is(body.split('BCD-FGHJ-KLM').length, 2);
  t.regex(body, /name="voucher" value="BCD-FGHJ-KLM"/);
  t.notRegex(body, /name="token" value="x"|&quot;&gt;/);
  t.is(headers['referrer-policy'], 'same-origin');
});

test('whoever has the store has no code, and whoever has codes can do nothing with another key', async (t) => {
  const { issue, gate, state, plans } = await openDesk(t);
  const { vouchers } = await issue({}, 20);
  const stolen = JSON.stringify([
    await gate.store.table('vouchers').all(),
    await gate.store.table('voucherBatches').all(),
  ]);
  await rm(join(state, 'voucher-secret'));
  const others = await VoucherKey.open(state, systemRandom);
  for (const { code } of vouchers) {
    t.notRegex(stolen, new RegExp(code, 'i'));
    t.deepEqual(await redeem({ gate, plans }, others, code), { kind: 'unknown' });
  }
});

test('a gateway that has lost the key of its vouchers says so', async (t) => {
  const { issue, hotspot, gate, state, plans, clock } = await openDesk(t);
  await issue();
  await rm(join(state, 'voucher-secret'));
  const { log, portalUrl } = hotspot;
  const service = voucher.open(undefined, {
    gate,
    plans,
    portalUrl,
    state,
    addressesOf: () => [],
    hashes: hotspot.doors.hashes,
    clock,
    random: systemRandom,
    log,
  });
  await service.start?.();
  await service.stop?.();
  t.true(log.lines.some(({ message }) => message.startsWith('the key of the vouchers is missing')));
});

test('no code is ever logged, nor sent on', async (t) => {
  const { enter, oneCode, hotspot } = await openDesk(t);
  const code = await oneCode();
  await ask(hotspot.portal, { path: `/?voucher=${code}` });
  const answer = await enter(code);
  await enter(code, laptopAddress);
  t.notRegex(JSON.stringify(hotspot.log.lines), new RegExp(code, 'i'));
  t.notRegex(answer.head, new RegExp(code, 'i'));
  const token = tokenIn(await ask(hotspot.portal, { from: laptopAddress }));
  const failed = await post(
    hotspot,
    '/login',
    { token: `${token}x`, voucher: code },
    { from: laptopAddress },
  );
  t.notRegex(failed.head + failed.body, new RegExp(code, 'i'));
});
