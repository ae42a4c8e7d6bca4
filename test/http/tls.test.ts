import { once } from 'node:events';
import { connect as connectPlain } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import test, { type ExecutionContext } from 'ava';
import { Listener } from '../../src/http/listener.js';
import { TlsFiles } from '../../src/http/tls-files.js';
import { systemRandom } from '../../src/system/random.js';
import { exchange } from '../hotspot/ask.js';
import { heardLog } from '../hotspot/heard-log.js';
import { listen } from '../hotspot/hotspot.js';
import { logBook } from '../hotspot/log-book.js';
import { certificates } from './certificates.js';
import { timeLimits } from './time-limits.js';

async function open(t: ExecutionContext, port: number): Promise<TLSSocket> {
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false });
  t.teardown(() => socket.destroy());
  await new Promise((resolve, reject) => socket.once('secureConnect', resolve).once('error', reject));
  return socket;
}

const nameOf = (socket: TLSSocket) => socket.getPeerCertificate().subject.CN;

/** One request over a connection that stays open. */
async function request(socket: TLSSocket): Promise<string> {
  socket.write('GET / HTTP/1.1\r\nHost: login.test\r\n\r\n');
  return new Promise((resolve) => socket.once('data', (chunk) => resolve(String(chunk))));
}

const renewed = 'the certificate was renewed';
const refused = 'the new certificate and key cannot be used: the old ones stay';

test('a renewed certificate is taken up when both files fit, and open connections go on', async (t) => {
  const { paths, put } = await certificates(t);
  const log = heardLog();
  const files = new TlsFiles(paths, log);
  const listener = await listen(t, log, (_, response) => response.end('hello'), { tls: files });
  const { port } = listener.address;
  const opened = await open(t, port);
  t.is(nameOf(opened), 'old.test');
  t.regex(await request(opened), /hello$/);

  put('new', 'certificate');
  await log.heard(refused);
  const later = await open(t, port);
  t.is(nameOf(later), 'old.test');

  put('new', 'key');
  await log.heard(renewed);
  t.is(nameOf(await open(t, port)), 'new.test');
  t.regex(await request(later), /hello$/);
  t.notRegex(log.text(), /PRIVATE KEY/);
});

test('a listener can go over to the files of another configuration', async (t) => {
  const { paths, put } = await certificates(t);
  const log = logBook();
  const listener = await listen(t, log, (_, response) => response.end(), {
    tls: new TlsFiles(paths, log),
  });
  put('new', 'certificate');
  put('new', 'key');
  listener.exchangeTls(new TlsFiles(paths, log));
  t.is(nameOf(await open(t, listener.address.port)), 'new.test');
});

test('files that cannot be used at the start are named to the operator', async (t) => {
  const { paths, put } = await certificates(t);
  put('new', 'key');
  t.throws(() => new TlsFiles(paths, logBook()), {
    name: 'OperatorError',
    message: /^the certificate \S+ cannot be used: /,
  });
  const missing = { ...paths, key: '/nonexistent/key.pem' };
  t.throws(() => new TlsFiles(missing, logBook()), { message: /ENOENT.*\/nonexistent\/key\.pem/ });
});

test('plain HTTP on the TLS port ends that connection and no other', async (t) => {
  const log = logBook();
  const files = new TlsFiles((await certificates(t)).paths, log);
  const listener = await listen(t, log, (_, response) => response.end('hello'), { tls: files });
  await exchange(listener.address.port, 'GET / HTTP/1.1\r\nHost: a.test\r\n\r\n').catch(() => undefined);
  t.regex(await request(await open(t, listener.address.port)), /hello$/);
});

/** A client that says nothing, not even a handshake. */
async function silent(t: ExecutionContext, port: number) {
  const socket = connectPlain(port, '127.0.0.1');
  t.teardown(() => socket.destroy());
  await once(socket, 'connect');
  return socket.resume();
}

test('a client who does not begin the handshake is cut off', async (t) => {
  const { paths } = await certificates(t);
  const log = logBook();
  const { address } = await listen(t, log, undefined, { tls: new TlsFiles(paths, log), timeLimits });
  await once(await silent(t, address.port), 'close');
  t.pass('the server has ended the connection');
});

test('a client who does not begin the handshake cannot hold up a shutdown', async (t) => {
  const { paths } = await certificates(t);
  const log = logBook();
  const options = { name: 'test', log, random: systemRandom, tls: new TlsFiles(paths, log) };
  const listener = new Listener(options, (_, response) => response.end());
  await listener.listen({ host: '127.0.0.1', port: 0 });
  const { port } = listener.address;
  const cut = once(await silent(t, port), 'close');
  await open(t, port); // whoever came before has been accepted by now
  await listener.close(20);
  await cut;
  t.pass('both sides have ended');
});
