import test from 'ava';
import { health } from '../../src/admin/health.js';
import { ask } from '../hotspot/ask.js';
import { listen } from '../hotspot/hotspot.js';
import { logBook } from '../hotspot/log-book.js';

test('the health check says ok, and nothing else is to be had there', async (t) => {
  const log = logBook();
  const { address } = await listen(t, log, health(log).callback());
  const { status, body } = await ask(address.port, { path: '/healthz' });
  t.is(status, 200);
  t.is(body, 'ok\n');
  for (const path of ['/', '/api/v1/clients', '/healthz/x'])
    t.is((await ask(address.port, { path })).status, 404);
  t.deepEqual(log.lines, []);
});
