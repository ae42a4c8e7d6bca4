import { createHash } from 'node:crypto';
import test from 'ava';
import { decide } from '../../../src/access/decide.js';
import { sweep } from '../../../src/access/sweep.js';
import { type Attribute, encodeAttributes } from '../../../src/login/radius/attributes.js';
import { type Code, codes, type Packet, packetOf } from '../../../src/login/radius/packet.js';
import { signedAnswer } from '../../../src/login/radius/signature.js';
import { gateParts } from '../../access/gate-parts.js';
import { guest, phone } from '../../clients.js';
import { eventually } from '../../e2e/eventually.js';
import { handClock } from '../../hand-clock.js';
import { octets } from '../../records.js';
import { type Behaviour, fakeServer } from './fake-server.js';
import { secret } from './free-radius.js';
import { radiusParts, server, settings } from './parts.js';

const answer =
  (code: Code, attributes: readonly Attribute[] = [], by = secret): Behaviour =>
  (request) =>
    signedAnswer(code, request, encodeAttributes(attributes), by);
const accept = answer(codes.accessAccept);

/** Signed as before BlastRADIUS: by the Response Authenticator alone. */
function unsigned(code: Code, request: Packet, attributes = Buffer.alloc(0)): Buffer {
  const packet = packetOf(code, request.identifier, request.authenticator, attributes);
  createHash('md5').update(packet).update(secret).digest().copy(packet, 4);
  return packet;
}

function changed(answered: ReturnType<Behaviour>, change: (packet: Buffer) => void): Buffer | undefined {
  const [packet] = [answered ?? []].flat();
  if (packet) change(packet);
  return packet;
}

/** The Response Authenticator is made to fit again, as whoever finds an MD5 collision can. */
function resigned(packet: Buffer, request: Packet): void {
  request.authenticator.copy(packet, 4);
  createHash('md5').update(packet).update(secret).digest().copy(packet, 4);
}

const forgeries: Readonly<Record<string, Behaviour>> = {
  'is signed with another secret': answer(codes.accessAccept, [], 'another secret'),
  'has a wrong authenticator': (request) =>
    changed(accept(request, 1), (packet) => packet.writeUInt8((packet[4] ?? 0) ^ 1, 4)),
  'has no Message-Authenticator': (request) => unsigned(codes.accessAccept, request),
  'has a Message-Authenticator that does not fit': (request) =>
    changed(accept(request, 1), (packet) => {
      packet.writeUInt8((packet[22] ?? 0) ^ 1, 22);
      resigned(packet, request);
    }),
  'was a reject, made an accept on the way (BlastRADIUS)': (request) =>
    changed(answer(codes.accessReject)(request, 1), (packet) => {
      packet.writeUInt8(codes.accessAccept, 0);
      resigned(packet, request);
    }),
  'has two Message-Authenticators': (request) =>
    signedAnswer(codes.accessAccept, request, Buffer.from([80, 18, ...Buffer.alloc(16)]), secret),
  'answers another request': (request) =>
    signedAnswer(
      codes.accessAccept,
      { ...request, identifier: request.identifier ^ 1 },
      Buffer.alloc(0),
      secret,
    ),
  'is no answer to an Access-Request': answer(codes.accountingResponse),
  'is cut off': (request) =>
    signedAnswer(codes.accessAccept, request, Buffer.alloc(0), secret).subarray(0, 30),
  'has an attribute that ends beyond it': (request) =>
    signedAnswer(codes.accessAccept, request, Buffer.from([18, 200, 1]), secret),
  'has a number of two octets': (request) =>
    signedAnswer(codes.accessAccept, request, Buffer.from([27, 4, 0, 1]), secret),
  'is no packet at all': () => Buffer.from('HTTP/1.1 200 OK\r\n\r\n'),
};

for (const [what, behaviour] of Object.entries(forgeries))
  test(`an answer that ${what} is a bad gateway, and lets nobody in`, async (t) => {
    const { port } = await fakeServer(t, behaviour);
    const { logIn, store } = await radiusParts(t, settings({ servers: [server({ port })] }));
    await t.throwsAsync(logIn('bob', 'hello'), { code: 'backend-invalid' });
    t.deepEqual(await store.authorisations(), []);
  });

const forge = forgeries['has a wrong authenticator'] ?? accept;

test('a forged answer that comes first does not keep the right one from being heard', async (t) => {
  const { port } = await fakeServer(t, (request) =>
    [forge(request, 1), accept(request, 1)].flatMap((each) => each ?? []),
  );
  const { logIn } = await radiusParts(t, settings({ servers: [server({ port })] }));
  t.like(await logIn('bob', 'hello'), { kind: 'accept' });
});

test('a server whose answers are forged is left for the next one, and not asked again', async (t) => {
  const { port, asked } = await fakeServer(t, (request, times) =>
    times === 1 ? forge(request, 1) : undefined,
  );
  const second = await fakeServer(t, accept);
  const servers = [server({ port }), server({ name: 'second', port: second.port })];
  const { logIn } = await radiusParts(t, settings({ servers }));
  t.like(await logIn('bob', 'hello'), { kind: 'accept', notes: { server: 'second' } });
  t.is(asked.length, 1);
});

test('a question that is lost is asked again, unchanged, and signed first of all', async (t) => {
  const { port, asked } = await fakeServer(t, (request, times) =>
    times < 3 ? undefined : accept(request, times),
  );
  const { logIn } = await radiusParts(
    t,
    settings({ servers: [server({ port, timeoutMs: 30, retries: 9 })] }),
  );
  t.like(await logIn('bob', 'hello'), { kind: 'accept' });
  t.true(asked.length >= 3); // more where the answer was not read in time
  t.true(asked.every(({ bytes }) => bytes.equals(asked[0]?.bytes ?? Buffer.alloc(0))));
  t.is(asked[0]?.attributes[0]?.type, 80);
});

test('a server that only listens is no answer in time, and nobody is in', async (t) => {
  const { port, asked } = await fakeServer(t, () => undefined);
  const { logIn, store } = await radiusParts(t, settings({ servers: [server({ port, timeoutMs: 20 })] }));
  await t.throwsAsync(logIn('bob', 'hello'), { code: 'backend-silent' });
  t.true(await eventually(async () => asked.length === 2 || undefined));
  t.deepEqual(await store.authorisations(), []);
});

test('a name that no terminal should show is refused without asking', async (t) => {
  const { port, asked } = await fakeServer(t, accept);
  const { logIn } = await radiusParts(t, settings({ servers: [server({ port })] }));
  for (const name of ['bob\u001b[2J', 'b\nob', 'x'.repeat(254), ' '])
    t.like(await logIn(name, 'hello'), { kind: 'reject', field: 'user' });
  t.is(asked.length, 0);
});

test('a server that asks for a second step is said not to be understood', async (t) => {
  const { port } = await fakeServer(t, answer(codes.accessChallenge, [['Reply-Message', 'Token?']]));
  const { logIn, store } = await radiusParts(t, settings({ servers: [server({ port })] }));
  const rejected = await logIn('bob', 'hello');
  t.regex(rejected.kind === 'reject' ? rejected.reason : '', /asks for a second step/);
  t.deepEqual(await store.authorisations(), []);
});

test('what a server says is one line of text, however it says it', async (t) => {
  const said: Attribute[] = [
    ['Reply-Message', 'No\r\nway\u0000\u202e'],
    ['Reply-Message', ` ${'x'.repeat(240)}`],
    ['Reply-Message', 'y'.repeat(253)],
    ['Reply-Message', 'z'.repeat(253)],
  ];
  const { port } = await fakeServer(t, answer(codes.accessReject, said));
  const { logIn } = await radiusParts(t, settings({ servers: [server({ port })] }));
  const rejected = await logIn('bob', 'hello');
  const reason = rejected.kind === 'reject' ? rejected.reason : '';
  t.regex(reason, /^No way x+ y+$/);
  t.is(reason.length, 500);
});

test('what the server has called the visitor, and given him for the accounting, is kept', async (t) => {
  const { port } = await fakeServer(
    t,
    answer(codes.accessAccept, [
      ['User-Name', 'anonymous@campus.test'],
      ['Class', Buffer.from('one')],
      ['Class', Buffer.from('two')],
      ['Acct-Interim-Interval', 5],
      ['Vendor-Specific', Buffer.from([0, 0, 1, 173, 9, 9, 9])], // of a vendor with a form of its own
    ]),
  );
  const { logIn } = await radiusParts(t, settings({ servers: [server({ port })] }));
  t.like(await logIn('bob', 'hello'), {
    ...{ kind: 'accept', user: 'anonymous@campus.test' },
    notes: { class: '6f6e65 74776f', interimSeconds: '60', userName: 'anonymous@campus.test' },
  });
});

test('a form that no server is asked about is a guess at nobody’s password, and is answered', async (t) => {
  const { port, asked } = await fakeServer(t, accept);
  const { logIn, service } = await radiusParts(t, settings({ servers: [server({ port })] }));
  const account = (user: string, password: string) =>
    service.method(guest).accountOf?.(new URLSearchParams({ user, password }));
  const forms = [
    ['', 'hello', 'user'],
    ['bob', '', 'password'],
    ['bob\n', 'x'.repeat(129), 'user'],
    ['b\tob', 'hello', 'user'],
  ] as const;
  for (const [user, password, field] of forms) {
    t.is(account(user, password), undefined);
    t.like(await logIn(user, password), { kind: 'reject', field });
  }
  for (const spelling of [' bob ', 'Bob', 'ＢＯＢ']) t.is(account(spelling, 'hello'), 'bob');
  t.is(asked.length, 0);
});

test("the zone's data does not begin anew by a session that the server makes short", async (t) => {
  const { port } = await fakeServer(t, answer(codes.accessAccept, [['Session-Timeout', 600]]));
  const clock = handClock(Date.now());
  const parts = gateParts(clock, { durationSeconds: 3_600, dataBytes: 1_000 });
  const { logIn, store, gate, firewall, usage } = await radiusParts(
    t,
    settings({ servers: [server({ port })] }),
    undefined,
    clock,
    parts,
  );
  const isOnline = () => decide(store, phone, clock()).state === 'authorised';
  await logIn('bob', 'hello');
  t.is(store.authorisation(phone)?.endsAt, clock() + 600_000);
  firewall.count(phone, octets(400, 600));
  await usage.read();
  clock.advance(600);
  await sweep(gate);
  await logIn('bob', 'hello');
  t.false(isOnline());
  clock.advance(3_000);
  await logIn('bob', 'hello');
  t.true(isOnline());
});
