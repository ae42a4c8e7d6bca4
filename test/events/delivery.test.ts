import { createHmac } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { Delivery } from '../../src/events/delivery.js';
import { signatureHeaders } from '../../src/events/signature.js';
import { type EventType, eventTypes } from '../../src/happenings/described.js';
import { ann, openEvents } from './events.js';

const secret = 'a secret of the till';

type Events = Awaited<ReturnType<typeof openEvents>>;

/** A receiver that answers with these statuses, then with 204, and who calls it. */
function receiver(
  t: ExecutionContext,
  events: Events,
  statuses: number[] = [],
  types: readonly EventType[] = eventTypes,
) {
  const calls = new EventEmitter();
  const taken: string[] = [];
  const told: boolean[] = [];
  const post = async (_: string, headers: Readonly<Record<string, string>>, body: string) => {
    const status = statuses.shift() ?? 204;
    const { id } = JSON.parse(body);
    if (status === 204) taken.push(id);
    setImmediate(() => calls.emit('call', { headers, body, status }));
    return status;
  };
  const tell = (kind: string, fact: object) => {
    if (kind === 'webhook-called') told.push((fact as { isTaken: boolean }).isTaken);
  };
  const webhook = { name: 'till', url: 'http://till.test/', secret, types: new Set(types) };
  const delivery = new Delivery(webhook, { ...events, post, tell, wallClock: events.clock, firstPauseMs: 1 });
  t.teardown(() => delivery.stop());
  const called = async () => (await once(calls, 'call', { signal: AbortSignal.timeout(10_000) }))[0];
  return { delivery, taken, told, called };
}

test('a receiver that fails twice is called again until it takes the event, and then hears of the next', async (t) => {
  const events = await openEvents(t);
  const { called, taken, told } = receiver(t, events, [503, 500]);
  events.journal.append('session.started', ann);
  events.journal.append('session.ended', ann);
  for (const status of [503, 500, 204, 204]) t.is((await called()).status, status);
  t.is(taken.length, 2);
  t.deepEqual(told, [false, false, true, true]);
  t.is(events.log.lines.filter(({ message }) => /not taken/.test(message)).length, 1);
});

test('a receiver can tell that an event comes from us, and when it was sent', async (t) => {
  const events = await openEvents(t);
  const { called } = receiver(t, events);
  events.journal.append('session.started', ann);
  const { headers, body } = await called();
  const seconds = Math.floor(events.clock() / 1000);
  const expected = createHmac('sha256', secret)
    .update(`${headers['webhook-id']}.${seconds}.${body}`)
    .digest('base64');
  t.is(headers['webhook-timestamp'], String(seconds));
  t.is(headers['webhook-signature'], `v1,${expected}`);
  t.regex(headers['content-type'], /^application\/cloudevents\+json/);
});

test('a secret in the form of Standard Webhooks is understood', (t) => {
  // The example of the specification.
  const headers = signatureHeaders(
    'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    'msg_p5jXN8AQM9LWM0D4loKWxJek',
    1_614_265_330,
    '{"test": 2432232314}',
  );
  t.is(headers['webhook-signature'], 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

test('what was not delivered is delivered after a restart, and what was is not delivered again', async (t) => {
  const before = await openEvents(t);
  const first = receiver(t, before, [204, ...Array.from({ length: 1_000 }, () => 503)]);
  before.journal.append('session.started', ann);
  await first.called();
  before.journal.append('session.ended', ann);
  await first.called();
  await first.delivery.stop();
  await before.close();
  const after = await openEvents(t, { directory: before.directory });
  const { called } = receiver(t, after);
  t.is(JSON.parse((await called()).body).type, 'gate511.session.ended');
});

test('a new receiver hears of what happens from now on, and of all when it is told again', async (t) => {
  const events = await openEvents(t);
  events.journal.append('session.started', ann);
  const { called, delivery } = receiver(t, events);
  events.journal.append('session.ended', ann);
  t.is(JSON.parse((await called()).body).type, 'gate511.session.ended');
  t.is(delivery.replay(0), 2);
  t.is(JSON.parse((await called()).body).type, 'gate511.session.started');
});

test('a receiver hears only of what it asked for', async (t) => {
  const events = await openEvents(t);
  const { called } = receiver(t, events, [], ['session.ended']);
  events.journal.append('session.started', ann);
  events.journal.append('session.ended', ann);
  t.is(JSON.parse((await called()).body).type, 'gate511.session.ended');
});

test('an event that nobody has taken for a day is given up, and the next one is tried', async (t) => {
  const events = await openEvents(t);
  const { called } = receiver(t, events, [503, 503]);
  events.journal.append('session.started', ann);
  await called();
  events.clock.advance(25 * 3600);
  events.journal.append('session.ended', ann);
  t.is((await called()).status, 503);
  t.is(JSON.parse((await called()).body).type, 'gate511.session.ended');
  t.true(events.log.lines.some(({ message }) => message === 'an event was given up'));
});

test('a damaged file of what they have been told is reported; one that cannot be read stops the start', async (t) => {
  const { directory, close } = await openEvents(t);
  await close();
  const path = join(directory, 'webhooks.json');
  for (const text of ['{"till":1', '{"till":"1"}', '[]']) {
    await writeFile(path, text);
    const { log, positions } = await openEvents(t, { directory });
    t.is(positions.of('till'), 0);
    t.true(log.lines.some(({ message }) => message.startsWith('what webhooks have been told is damaged')));
  }
  await rm(path);
  await mkdir(path);
  await t.throwsAsync(openEvents(t, { directory }), { message: /webhooks\.json, cannot be read: EISDIR/ });
});
