import test, { type ExecutionContext } from 'ava';
import type { Gate } from '../../../src/access/gate.js';
import { keyOf } from '../../../src/client/client.js';
import { type Attribute, encodeAttributes } from '../../../src/login/radius/attributes.js';
import { codes } from '../../../src/login/radius/packet.js';
import { signedAnswer } from '../../../src/login/radius/signature.js';
import { gateParts } from '../../access/gate-parts.js';
import { clientNumber, laptop, phone } from '../../clients.js';
import { eventually } from '../../e2e/eventually.js';
import { handClock } from '../../hand-clock.js';
import { fakeServer } from './fake-server.js';
import { secret } from './free-radius.js';
import { radiusParts, server, settings } from './parts.js';

/** A server that knows the phone and nobody else. */
async function knowingServer(t: ExecutionContext, attributes: readonly Attribute[] = []) {
  const fake = await fakeServer(t, (request) => {
    const name = request.attributes.find(({ type }) => type === 1)?.value.toString();
    return name === '02000000000a'
      ? signedAnswer(codes.accessAccept, request, encodeAttributes(attributes), secret)
      : signedAnswer(codes.accessReject, request, Buffer.alloc(0), secret);
  });
  const clock = handClock();
  const own = gateParts(clock);
  const gate: Gate = { ...own.gate, greet: (client) => parts.service.greet?.(client) ?? Promise.resolve() };
  const given = settings({ servers: [server({ port: fake.port })], macAuthentication: true });
  const parts = await radiusParts(t, given, undefined, clock, { ...own, gate });
  return { ...fake, ...parts, greet: gate.greet ?? (async () => undefined) };
}

test('a device that the server knows is let in on first sight, and not asked about again', async (t) => {
  const { greet, store, asked } = await knowingServer(t, [['Session-Timeout', 600]]);
  for (const _ of [1, 2]) await greet(phone);
  t.is(asked.length, 1);
  const authorisation = store.authorisation(phone);
  t.like(authorisation, { method: 'radius', notes: { userName: '02000000000a' } });
  t.false('user' in (authorisation ?? {}));
  const serviceType = asked[0]?.attributes.find(({ type }) => type === 6);
  t.is(serviceType?.value.readUInt32BE(0), 10); // Call-Check
});

test('a device that it does not know is asked about once in five minutes, however much it sends', async (t) => {
  const { greet, store, asked, clock } = await knowingServer(t);
  for (const _ of [1, 2, 3]) await greet(laptop);
  t.is(asked.length, 1);
  clock.advance(301);
  await greet(laptop);
  t.is(asked.length, 2);
  t.deepEqual(await store.authorisations(), []);
});

test('who logs out is out, until five minutes later', async (t) => {
  const { greet, store, asked, clock } = await knowingServer(t);
  await greet(phone);
  await store.end(phone, { at: clock(), terminateCause: 'User-Request' });
  await greet(phone);
  t.is(asked.length, 1);
  clock.advance(301);
  await greet(phone);
  t.is(asked.length, 2);
});

test('a device that is denied is not asked about', async (t) => {
  const { greet, asked, store } = await knowingServer(t);
  await store.putListEntry({ mac: phone.mac, kind: 'deny', note: '', by: 'test', at: 0 });
  await greet(phone);
  t.is(asked.length, 0);
});

test('a device that only sends, and asks for no page, is let in too', async (t) => {
  const { firewall, store, clock } = await knowingServer(t);
  firewall.lastSeenAt.set(keyOf(phone), clock());
  t.truthy(await eventually(async () => store.authorisation(phone)));
});

test('where the server wants to be asked again when the time is over, it is, without a gap', async (t) => {
  const { greet, store, asked, clock } = await knowingServer(t, [['Termination-Action', 'RADIUS-Request']]);
  await greet(phone);
  const first = store.authorisation(phone);
  await store.end(phone, { at: clock(), terminateCause: 'Session-Timeout' });
  const next = await eventually(async () => {
    const authorisation = store.authorisation(phone);
    return authorisation?.ending ? undefined : authorisation;
  });
  t.is(asked.length, 2);
  t.not(next.notes?.session, first?.notes?.session);
});

test('a server that is silent holds nobody up for long, and thousands of devices no more than some', async (t) => {
  const { port, asked } = await fakeServer(t, () => undefined);
  const silent = server({ port, timeoutMs: 3_000, retries: 0 });
  const { service, log } = await radiusParts(t, settings({ servers: [silent], macAuthentication: true }));
  await Promise.all(Array.from({ length: 100 }, (_, number) => service.greet?.(clientNumber(number))));
  t.true(asked.length <= 32);
  t.false(log.lines.some(({ level }) => level === 'error'));
});
