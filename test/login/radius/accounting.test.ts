import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { authorise } from '../../../src/access/authorise.js';
import { putBack } from '../../../src/access/restore.js';
import { encodeAttributes } from '../../../src/login/radius/attributes.js';
import { codes } from '../../../src/login/radius/packet.js';
import { notesOf } from '../../../src/login/radius/session-notes.js';
import { signedAnswer } from '../../../src/login/radius/signature.js';
import { phone } from '../../clients.js';
import { eventually } from '../../e2e/eventually.js';
import { fakeServer } from './fake-server.js';
import { secret } from './free-radius.js';
import { type RadiusParts, radiusParts, server, settings } from './parts.js';

const fileIn = ({ state }: RadiusParts) => join(state, 'radius-accounting.json');
const letIn = ({ gate }: RadiusParts) =>
  authorise(gate, phone, {
    ...{ method: 'radius', plan: { durationSeconds: 3_600 } },
    notes: notesOf({ session: 'one', userName: 'bob', server: 'second', classes: [] }),
  });

test('a record goes to the server that let the session in, and is gone from the file when that has it', async (t) => {
  const answering = () =>
    fakeServer(t, (request) => signedAnswer(codes.accountingResponse, request, encodeAttributes([]), secret));
  const [first, second] = [await answering(), await answering()];
  const servers = [
    server({ accountingPort: first.port }),
    server({ name: 'second', accountingPort: second.port }),
  ];
  const parts = await radiusParts(t, settings({ accounting: true, servers }));
  await letIn(parts);
  await eventually(async () => {
    const text = await readFile(fileIn(parts), 'utf8').catch(() => '{"open":[],"waiting":[]}');
    const { open, waiting } = JSON.parse(text);
    return (open.length === 1 && waiting.length === 0) || undefined;
  });
  t.is(second.asked.length, 1);
  t.is(first.asked.length, 0);
});

test('a server that is silent holds up neither a login nor the stopping, and the record waits in the file', async (t) => {
  const { port, asked } = await fakeServer(t, () => undefined);
  const silent = server({ name: 'second', accountingPort: port, timeoutMs: 600_000 });
  const parts = await radiusParts(t, settings({ accounting: true, servers: [silent] }));
  await letIn(parts);
  await eventually(async () => (asked.length > 0 ? true : undefined));
  await parts.service.stop?.();
  const { waiting } = JSON.parse(await readFile(fileIn(parts), 'utf8'));
  t.deepEqual(
    waiting.map(({ status }: { status: string }) => status),
    ['Start'],
  );
});

test('a damaged file is put aside, and sessions that last are told of anew', async (t) => {
  const { port, asked } = await fakeServer(t, () => undefined);
  const servers = [server({ accountingPort: port })];
  const parts = await radiusParts(t, settings({ accounting: true, servers }));
  await letIn(parts);
  await parts.service.stop?.();
  const before = asked.length;
  await writeFile(fileIn(parts), '{"version":1,"open":[{"mac":"x"');
  await parts.service.start?.();
  await eventually(async () => (asked.length > before ? true : undefined));
  t.regex(await readFile(`${fileIn(parts)}.damaged`, 'utf8'), /"mac":"x"/);
  t.true(parts.log.lines.some(({ message }) => message.includes('damaged and is put aside')));
});

test('a file that cannot be read is left as it is, and the operator is told', async (t) => {
  const { port } = await fakeServer(t, () => undefined);
  const servers = [server({ accountingPort: port })];
  const parts = await radiusParts(t, settings({ accounting: true, servers }));
  await parts.service.stop?.();
  await rm(fileIn(parts), { force: true });
  await mkdir(fileIn(parts));
  await t.throwsAsync(async () => parts.service.start?.(), {
    message: /radius-accounting\.json cannot be read: EISDIR/,
  });
  t.true((await stat(fileIn(parts))).isDirectory());
});

test('a session that a restored backup does not have is told to have ended, by the operator', async (t) => {
  const { port } = await fakeServer(t, () => undefined);
  const servers = [server({ accountingPort: port, timeoutMs: 600_000 })];
  const parts = await radiusParts(t, settings({ accounting: true, servers }));
  const before = await parts.gate.store.everything();
  await letIn(parts);
  const whenIn = await parts.gate.store.everything();
  const told = async () => {
    await parts.service.stop?.();
    const { waiting } = JSON.parse(await readFile(fileIn(parts), 'utf8'));
    await parts.service.start?.();
    return waiting.map((each: { status: string; terminateCause?: string }) => [
      each.status,
      each.terminateCause,
    ]);
  };
  await putBack(parts.gate, before, 'anna');
  t.deepEqual(await told(), [
    ['Start', undefined],
    ['Stop', 'Admin-Reset'],
  ]);
  await putBack(parts.gate, whenIn, 'anna');
  t.deepEqual((await told()).at(-1), ['Start', undefined]);
});
