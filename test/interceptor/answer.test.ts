import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import test from 'ava';
import { give, redirection } from '../../src/interceptor/answer.js';

test('who has left before his answer is ready hears nothing, and the next one hears his', async (t) => {
  const answer = redirection('http://login.test/', false);
  const server = createServer(async (request, response) => {
    if (request.url === '/slow') await once(response, 'close');
    give(answer, response);
    server.emit('given', request.url);
  });
  t.teardown(() => server.close());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;

  const impatient = connect(port, '127.0.0.1', () => {
    impatient.write('GET /slow HTTP/1.1\r\nHost: a.test\r\n\r\n', () => impatient.destroy());
  });
  t.deepEqual(await once(server, 'given'), ['/slow']);
  const { status } = await fetch(`http://127.0.0.1:${port}/`, { redirect: 'manual' });
  t.is(status, 302);
});
