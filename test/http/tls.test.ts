import { execFileSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import test, { type ExecutionContext } from 'ava';
import { TlsFiles } from '../../src/http/tls-files.js';
import { exchange } from '../hotspot/ask.js';
import { listen } from '../hotspot/hotspot.js';
import { type LogBook, logBook } from '../hotspot/log-book.js';
import { temporaryDirectory } from '../temporary-directory.js';

/** A directory with the pairs `old` and `new`, and the files `certificate` and `key` that hold the old one. */
async function certificates(t: ExecutionContext) {
  const directory = await temporaryDirectory(t);
  const file = (name: string) => join(directory, name);
  for (const name of ['old', 'new']) {
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
    const to = ['-subj', `/CN=${name}.test`, '-keyout', file(`${name}.key`), '-out', file(`${name}.pem`)];
    execFileSync('openssl', ['req', '-x509', ...curve, ...to], { stdio: 'ignore' });
  }
  const put = (name: 'old' | 'new', part: 'certificate' | 'key') =>
    copyFileSync(file(`${name}.${part === 'key' ? 'key' : 'pem'}`), file(part));
  put('old', 'certificate');
  put('old', 'key');
  return { paths: { certificate: file('certificate'), key: file('key') }, put };
}

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

/** Waits for a log line; renewals are looked for every two seconds. */
async function logged(log: LogBook, message: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (log.lines.some((line) => line.message === message)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`"${message}" was not logged within 10 s`);
}

const renewed = 'the certificate was renewed';
const refused = 'the new certificate and key cannot be used: the old ones stay';

test('a renewed certificate is taken up when both files fit, and open connections go on', async (t) => {
  const { paths, put } = await certificates(t);
  const log = logBook();
  const files = new TlsFiles(paths, log);
  const listener = await listen(t, log, (_, response) => response.end('hello'), { tls: files });
  const { port } = listener.address;
  const opened = await open(t, port);
  t.is(nameOf(opened), 'old.test');
  t.regex(await request(opened), /hello$/);

  put('new', 'certificate');
  await logged(log, refused);
  const later = await open(t, port);
  t.is(nameOf(later), 'old.test');

  put('new', 'key');
  await logged(log, renewed);
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
