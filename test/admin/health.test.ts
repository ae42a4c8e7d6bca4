import test, { type ExecutionContext } from 'ava';
import { health } from '../../src/admin/health.js';
import { readiness } from '../../src/admin/readiness.js';
import { ask } from '../hotspot/ask.js';
import { listen } from '../hotspot/hotspot.js';
import { logBook } from '../hotspot/log-book.js';

interface Parts {
  readonly isInPlace?: boolean;
  readonly tryStore?: () => Promise<void>;
}

async function open(t: ExecutionContext, { isInPlace = true, tryStore = async () => undefined }: Parts = {}) {
  const log = logBook();
  const app = health({
    notReady: readiness({ isInPlace: async () => isInPlace }, tryStore),
    metrics: async () => ({ contentType: 'text/plain; version=0.0.4', text: 'gate511_up 1\n' }),
    log,
  });
  const { address } = await listen(t, log, app.callback());
  return {
    log,
    get: (path: string) => ask(address.port, { path }),
    send: (method: string, path: string) => ask(address.port, { method, path }),
  };
}

test('the health check says ok, and nothing of a device is to be had there', async (t) => {
  const { get, log } = await open(t);
  t.like(await get('/healthz'), { status: 200, body: 'ok\n' });
  for (const path of ['/', '/api/v1/clients', '/healthz/x']) t.is((await get(path)).status, 404);
  t.deepEqual(log.lines, []);
});

test('the daemon is ready while the store can be written and the table is there', async (t) => {
  t.like(await (await open(t)).get('/readyz'), { status: 200, body: 'ready\n' });
});

test('the daemon serves, but is not ready, where its table is gone', async (t) => {
  const { get } = await open(t, { isInPlace: false });
  const { status, body, headers } = await get('/readyz');
  t.deepEqual([status, body], [503, "the firewall's table is not there\n"]);
  t.is(headers['retry-after'], '5');
  t.is((await get('/healthz')).status, 200);
});

test('the daemon is not ready where the disk would not take the store', async (t) => {
  const { get } = await open(t, {
    tryStore: async () => {
      throw new Error('ENOSPC: no space left on device, write');
    },
  });
  t.like(await get('/readyz'), {
    status: 503,
    body: 'the store cannot be written: ENOSPC: no space left on device, write\n',
  });
});

test('many who ask at once whether it is ready cost the disk one write', async (t) => {
  let writes = 0;
  const notReady = readiness({ isInPlace: async () => true }, async () => {
    writes += 1;
  });
  t.deepEqual(await Promise.all([notReady(), notReady()]), [undefined, undefined]);
  t.is(writes, 1);
});

test('the metrics come in the type that Prometheus asks for', async (t) => {
  const { body, headers } = await (await open(t)).get('/metrics');
  t.is(body, 'gate511_up 1\n');
  t.is(headers['content-type'], 'text/plain; version=0.0.4');
});

test('what a program learns there is of this moment, and only to be asked for', async (t) => {
  const { get, send } = await open(t, { isInPlace: false });
  for (const path of ['/healthz', '/readyz', '/metrics']) {
    t.is((await get(path)).headers['cache-control'], 'no-store', path);
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const { status, headers } = await send(method, path);
      t.deepEqual([status, headers.allow, headers['cache-control']], [405, 'HEAD, GET', 'no-store'], path);
    }
    t.is((await send('PROPFIND', path)).status, 501, path);
    t.like(await send('HEAD', path), { status: (await get(path)).status, body: '' }, path);
  }
});
