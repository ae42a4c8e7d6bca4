import test from 'ava';
import { phone } from '../../clients.js';
import { eventually } from '../../e2e/eventually.js';
import { Program } from '../../e2e/program.js';
import { enterNewNamespace } from '../../namespace.js';
import { rootTest } from '../../root.js';
import { temporaryDirectory } from '../../temporary-directory.js';
import { FreeRadius } from './free-radius.js';
import { radiusParts, server, settings } from './parts.js';

const users = `
bob Cleartext-Password := "hello"
\tSession-Timeout = 600,
\tIdle-Timeout = 120,
\tClass = 0x0102ff,
\tAcct-Interim-Interval = 900,
\tWISPr-Bandwidth-Max-Up = 1000000,
\tWISPr-Bandwidth-Max-Down = 2000000
banned Cleartext-Password := "hello", Auth-Type := Reject
\tReply-Message = "Your account is <closed>."
`;

const run = (file: string, args: readonly string[]) => new Program(file, args);

test.before(async () => {
  if (process.getuid?.() === 0) await enterNewNamespace();
});

for (const passwordForm of ['pap', 'chap'] as const)
  rootTest(`FreeRADIUS lets in whom it knows by ${passwordForm}, and its limits hold`, async (t) => {
    const free = await FreeRadius.create(await temporaryDirectory(t), run, { users });
    t.teardown(() => free.stop());
    const { logIn, store, clock } = await radiusParts(t, settings({ passwordForm }));
    t.like(await logIn('bob', 'hello'), { kind: 'accept', user: 'bob' });
    t.like(store.authorisation(phone), {
      ...{ method: 'radius', user: 'bob', endsAt: clock() + 600_000 },
      limits: { idleSeconds: 120, uploadBitsPerSecond: 1_000_000, downloadBitsPerSecond: 2_000_000 },
      notes: { class: '0102ff', interimSeconds: '900', server: 'first', userName: 'bob' },
    });
  });

rootTest(
  'who has a wrong password is out, and so is whom FreeRADIUS turns away, with what it says',
  async (t) => {
    const free = await FreeRadius.create(await temporaryDirectory(t), run, { users });
    t.teardown(() => free.stop());
    const { logIn, store } = await radiusParts(t, settings());
    t.deepEqual(await logIn('bob', 'wrong'), {
      ...{ kind: 'reject', reason: 'User name or password is not right.', field: 'password', isWrong: true },
    });
    t.like(await logIn('banned', 'hello'), { kind: 'reject', reason: 'Your account is <closed>.' });
    t.like(await logIn('nobody', ''), { kind: 'reject', field: 'password' });
    t.like(await logIn('bob', 'x'.repeat(129)), { kind: 'reject' });
    t.deepEqual(await store.authorisations(), []);
  },
);

rootTest(
  'FreeRADIUS as Debian has it does not sign its answers: that is a bad gateway, and nobody is in',
  async (t) => {
    const free = await FreeRadius.create(await temporaryDirectory(t), run, { users, signsAnswers: false });
    t.teardown(() => free.stop());
    const { logIn, store, log } = await radiusParts(t, settings());
    await t.throwsAsync(logIn('bob', 'hello'), {
      code: 'backend-invalid',
      message: /no Message-Authenticator/,
    });
    t.deepEqual(await store.authorisations(), []);
    t.true(log.lines.some(({ message }) => message === 'RADIUS answer invalid'));
  },
);

rootTest(
  'when the first server is dead the second one lets people in, and is then asked first',
  async (t) => {
    const free = await FreeRadius.create(await temporaryDirectory(t), run, { users });
    t.teardown(() => free.stop());
    const dead = server({ name: 'dead', address: '127.0.0.2' });
    const { logIn, log } = await radiusParts(t, settings({ servers: [dead, server()] }));
    for (const _ of [1, 2])
      t.like(await logIn('bob', 'hello'), { kind: 'accept', notes: { server: 'first' } });
    t.is(log.lines.filter(({ fields }) => fields.server === 'dead').length, 1);
  },
);

rootTest(
  'a server that does not know our secret is silent to us: no answer in time, and nobody is in',
  async (t) => {
    const free = await FreeRadius.create(await temporaryDirectory(t), run, { users });
    t.teardown(() => free.stop());
    const stranger = server({ secret: 'another secret', timeoutMs: 50 });
    const { logIn, store } = await radiusParts(t, settings({ servers: [stranger] }));
    await t.throwsAsync(logIn('bob', 'hello'), { code: 'backend-silent' });
    t.deepEqual(await store.authorisations(), []);
  },
);

rootTest(
  'FreeRADIUS hears of beginning, progress and end, and what it missed while it was away',
  async (t) => {
    const free = await FreeRadius.create(await temporaryDirectory(t), run, { users });
    t.teardown(() => free.stop());
    const parts = await radiusParts(t, settings({ accounting: true, interimSeconds: 60 }));
    await parts.logIn('bob', 'hello');
    const statuses = async (many: number) => {
      const records = await free.accounting();
      return records.length >= many ? records : undefined;
    };
    const [start] = await eventually(() => statuses(1));
    t.like(start, {
      ...{
        'Acct-Status-Type': 'Start',
        'User-Name': 'bob',
        Class: '0x0102ff',
        'NAS-Port-Type': 'Wireless-802.11',
      },
      ...{ 'Calling-Station-Id': '02-00-00-00-00-0A', 'Called-Station-Id': 'gate.test:guest' },
      ...{ 'Framed-IP-Address': '192.0.2.10', 'NAS-Identifier': 'gate.test', 'NAS-IP-Address': '127.0.0.1' },
      ...{ 'Framed-IPv6-Address': '2001:db8::10', 'Acct-Authentic': 'RADIUS' },
    });

    await free.stop();
    const big = 5 * 2 ** 32 + 17;
    parts.firewall.count(phone, { inputBytes: big, outputBytes: 3, inputPackets: 4, outputPackets: 2 });
    await parts.gate.usage.read();
    parts.clock.advance(100);
    await parts.service.stop?.();
    const again = await radiusParts(t, settings({ accounting: true }), parts.state, parts.clock, parts);
    await again.gate.store.end(
      phone,
      { at: parts.clock(), terminateCause: 'Idle-Timeout' },
      parts.gate.usage.usedBy(phone),
    );
    await free.start();
    const records = await eventually(() => {
      again.clock.advance(60); // past whatever rest it has given the server
      return statuses(2);
    });
    const stop = records.at(-1);
    t.like(stop, {
      ...{ 'Acct-Status-Type': 'Stop', 'Acct-Terminate-Cause': 'Idle-Timeout', 'Acct-Session-Time': '100' },
      ...{ 'Acct-Input-Octets': '17', 'Acct-Input-Gigawords': '5', 'Acct-Input-Packets': '4' },
      ...{ 'Acct-Output-Octets': '3', 'Acct-Output-Gigawords': '0', 'Acct-Output-Packets': '2' },
      ...{ 'Acct-Session-Id': start?.['Acct-Session-Id'], Class: '0x0102ff' },
    });
  },
);
