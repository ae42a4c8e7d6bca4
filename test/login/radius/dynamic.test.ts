import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import test, { type ExecutionContext } from 'ava';
import { authorise } from '../../../src/access/authorise.js';
import type { Gate } from '../../../src/access/gate.js';
import { arrive } from '../../../src/access/roam.js';
import type { Client } from '../../../src/client/client.js';
import { type Attribute, encodeAttributes } from '../../../src/login/radius/attributes.js';
import { carryOut } from '../../../src/login/radius/dynamic-sessions.js';
import { codes, parsePacket } from '../../../src/login/radius/packet.js';
import { notesOf } from '../../../src/login/radius/session-notes.js';
import { signedRequest } from '../../../src/login/radius/signature.js';
import { gateParts } from '../../access/gate-parts.js';
import { guest, laptop, phone, staff } from '../../clients.js';
import { handClock } from '../../hand-clock.js';
import { enterNewNamespace } from '../../namespace.js';
import { timeZone } from '../../plans.js';
import { rootTest } from '../../root.js';
import { secret } from './free-radius.js';
import { type RadiusParts, radiusParts, settings } from './parts.js';
import { radclient } from './radclient.js';

test.before(async () => {
  if (process.getuid?.() === 0) await enterNewNamespace();
});

const listen = { host: '127.0.0.1', port: 3799 };

/** Bob's phone is online by RADIUS, and the listener listens. */
async function online(t: ExecutionContext, clients = new Map([['127.0.0.1', secret]])): Promise<RadiusParts> {
  const parts = await radiusParts(t, settings({ dynamicAuthorisation: { listen, clients } }));
  await letIn(parts, phone, 'bob', 'first');
  return parts;
}

const letIn = ({ gate }: RadiusParts, client: Client, userName: string, session: string) =>
  authorise(gate, client, {
    ...{ method: 'radius', plan: { durationSeconds: 3_600 }, user: userName },
    notes: notesOf({ session, userName, server: 'first', classes: [] }),
  });

for (const selection of [
  { 'Acct-Session-Id': 'first' },
  { 'User-Name': 'bob' },
  { 'Calling-Station-Id': '02-00-00-00-00-0A', 'NAS-Identifier': 'gate.test' },
  { 'Framed-IP-Address': '192.0.2.10', 'User-Name': 'bob', 'NAS-IP-Address': '127.0.0.1' },
])
  rootTest(`radclient disconnects the session with ${Object.keys(selection).join(', ')}`, async (t) => {
    const { store, enforced } = await online(t);
    t.is(await radclient('disconnect', selection), 'Disconnect-ACK');
    t.is(store.authorisation(phone)?.ending?.terminateCause, 'Admin-Reset');
    t.is(await enforced(phone), undefined);
  });

rootTest('the name of a user disconnects all of his devices, and nobody else', async (t) => {
  const parts = await online(t);
  await letIn(parts, laptop, 'alice', 'second');
  t.is(await radclient('disconnect', { 'User-Name': 'bob' }), 'Disconnect-ACK');
  t.is(parts.store.authorisation(laptop)?.ending, undefined);
});

rootTest('radclient changes times and rates of a session, from now on', async (t) => {
  const { store, clock, enforced } = await online(t);
  const changes = {
    ...{ 'Session-Timeout': '60', 'Idle-Timeout': '30' },
    ...{ 'WISPr-Bandwidth-Max-Up': '64000', 'WISPr-Bandwidth-Max-Down': '128000' },
  };
  t.is(await radclient('coa', { 'Acct-Session-Id': 'first', ...changes }), 'CoA-ACK');
  const rates = { uploadBitsPerSecond: 64_000, downloadBitsPerSecond: 128_000 };
  t.like(store.authorisation(phone), {
    ...{ endsAt: clock() + 60_000, limits: { idleSeconds: 30, ...rates } },
  });
  t.like(await enforced(phone), { endsAt: clock() + 60_000, rates });
});

test('a longer time that a server gives ends at the closing hour of the zone to which the device has gone', async (t) => {
  const noonOnFriday = handClock();
  const parts = gateParts(noonOnFriday);
  const hours = { timeZone: timeZone('UTC'), spans: [{ weekday: 4, from: 0, to: 14 * 60 }] };
  const gate: Gate = {
    ...parts.gate,
    plans: new Map([[staff, { durationSeconds: 60, hours }]]),
    roam: new Map([[staff, [guest]]]),
  };
  const radius = await radiusParts(t, settings(), undefined, noonOnFriday, { ...parts, gate });
  await letIn(radius, phone, 'bob', 'first');
  const inStaff = { ...phone, zone: staff };
  await arrive(gate, inStaff);
  for (const [durationSeconds, endsIn] of [
    [8 * 3_600, 2 * 3_600],
    [3_600, 3_600],
    [9 * 3_600, 2 * 3_600],
  ] as const) {
    const selection = { userName: 'bob' };
    const request = { kind: 'change', selection, changes: { durationSeconds } } as const;
    t.is(await carryOut(request, gate, () => []), undefined);
    t.is(gate.store.authorisation(inStaff)?.endsAt, noonOnFriday() + endsIn * 1_000);
  }
  await arrive(gate, phone);
  t.is(gate.store.authorisation(phone)?.endsAt, noonOnFriday() + 9 * 3_600_000);
});

for (const [what, kind, attributes, answer] of [
  ['of nobody', 'disconnect', { 'User-Name': 'carol' }, 'Disconnect-NAK Session-Context-Not-Found'],
  [
    'that fits in part',
    'coa',
    { 'User-Name': 'bob', 'Acct-Session-Id': 'x', 'Idle-Timeout': '9' },
    'CoA-NAK Session-Context-Not-Found',
  ],
  ['without a session', 'disconnect', {}, 'Disconnect-NAK Missing-Attribute'],
  ['without a change', 'coa', { 'User-Name': 'bob' }, 'CoA-NAK Missing-Attribute'],
  [
    'of another gateway',
    'disconnect',
    { 'User-Name': 'bob', 'NAS-Identifier': 'other' },
    'Disconnect-NAK NAS-Identification-Mismatch',
  ],
  [
    'of another address',
    'disconnect',
    { 'User-Name': 'bob', 'NAS-IP-Address': '192.0.2.99' },
    'Disconnect-NAK NAS-Identification-Mismatch',
  ],
  ['of what is not known', 'coa', { 'User-Name': 'bob', 'Filter-Id': 'x' }, 'CoA-NAK Unsupported-Attribute'],
  [
    'of what a vendor wants',
    'coa',
    { 'User-Name': 'bob', 'WISPr-Location-Name': 'x' },
    'CoA-NAK Unsupported-Attribute',
  ],
] as const)
  rootTest(`a request ${what} is refused with its cause, and changes nothing`, async (t) => {
    const { store } = await online(t);
    const before = store.authorisation(phone);
    t.is(await radclient(kind, attributes), answer);
    t.deepEqual(store.authorisation(phone), before);
  });

rootTest(
  'whoever is no client, has another secret, or does not sign, hears nothing and changes nothing',
  async (t) => {
    const { store, log } = await online(t, new Map([['127.0.0.1', secret]]));
    const selection = { 'User-Name': 'bob' };
    t.is(await radclient('disconnect', selection, { by: 'another' }), 'silence');
    t.is(await radclient('disconnect', selection, { isSigned: false }), 'silence');
    t.is(store.authorisation(phone)?.ending, undefined);
    t.true(log.lines.some(({ message }) => message === 'a dynamic authorisation was passed over'));
  },
);

rootTest('a stranger hears nothing', async (t) => {
  const { store } = await online(t, new Map([['192.0.2.7', secret]]));
  t.is(await radclient('disconnect', { 'User-Name': 'bob' }), 'silence');
  t.is(store.authorisation(phone)?.ending, undefined);
});

/** Sends a datagram and gives the answer to it, or to the one sent after it. */
async function send(t: ExecutionContext, ...datagrams: readonly Buffer[]) {
  const socket = createSocket('udp4');
  t.teardown(() => socket.close());
  for (const datagram of datagrams) socket.send(datagram, listen.port, listen.host);
  const [answer] = (await once(socket, 'message')) as [Buffer];
  return parsePacket(answer);
}

const disconnect = (identifier: number, ...more: readonly Attribute[]) =>
  signedRequest(
    codes.disconnectRequest,
    identifier,
    encodeAttributes([['User-Name', 'bob'], ['Proxy-State', Buffer.from('way back')], ...more]),
    secret,
  );

rootTest('a request that arrives twice is carried out once, and answered twice alike', async (t) => {
  const parts = await online(t);
  const request = disconnect(7);
  const first = await send(t, request);
  t.is(first?.code, codes.disconnectAck);
  t.true(first?.attributes.some(({ type, value }) => type === 33 && value.toString() === 'way back'));
  await letIn(parts, phone, 'bob', 'next');
  t.deepEqual((await send(t, request))?.bytes, first?.bytes);
  t.is(parts.store.authorisation(phone)?.ending, undefined);
});

rootTest('a request of another time is not answered', async (t) => {
  const { clock, store } = await online(t);
  const at = (seconds: number): Attribute => ['Event-Timestamp', new Date(clock() + seconds * 1000)];
  const answer = await send(t, disconnect(1, at(-400)), disconnect(2, at(400)), disconnect(3, at(200)));
  t.deepEqual([answer?.identifier, answer?.code], [3, codes.disconnectAck]);
  t.truthy(store.authorisation(phone)?.ending);
});

rootTest('it stops and starts again, as for a new configuration', async (t) => {
  const { service } = await online(t);
  await service.stop?.();
  await service.start?.();
  t.is(await radclient('disconnect', { 'User-Name': 'bob' }), 'Disconnect-ACK');
});
