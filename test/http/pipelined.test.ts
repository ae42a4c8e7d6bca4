import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import test from 'ava';
import { BurstLog } from '../../src/http/burst-log.js';
import { Pipelined } from '../../src/http/pipelined.js';
import { systemRandom } from '../../src/system/random.js';
import { exchange } from '../hotspot/ask.js';
import { logBook } from '../hotspot/log-book.js';

test('what stands behind a request that comes before its turn is not even handed over', async (t) => {
  const log = { log: logBook(), random: systemRandom, level: 'info', message: 'early', lines: 1 } as const;
  const pipelined = new Pipelined(new BurstLog(log));
  let handed = 0;
  const server = createServer((request, response) => {
    handed += 1;
    if (pipelined.isEarly(response)) pipelined.refuse(request, response);
    else setImmediate(() => response.end('hello'));
  });
  t.teardown(() => server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  t.regex(await exchange(port, 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(1_000)), /hello.*503/s);
  t.is(handed, 2);
});
