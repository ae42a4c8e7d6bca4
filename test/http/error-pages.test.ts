import test, { type ExecutionContext } from 'ava';
import Koa from 'koa';
import { PortalError } from '../../src/errors.js';
import { errorPages } from '../../src/http/error-pages.js';
import { koaApp } from '../../src/http/koa-app.js';
import { Looks } from '../../src/http/looks.js';
import { Views } from '../../src/http/views.js';
import { systemRandom } from '../../src/system/random.js';
import { ask } from '../hotspot/ask.js';
import { listen } from '../hotspot/hotspot.js';
import { logBook } from '../hotspot/log-book.js';

/** A server whose every request ends in this fault. */
async function failing(t: ExecutionContext, fault: unknown) {
  const log = logBook();
  const app = koaApp(log);
  app.use(
    errorPages({
      log,
      random: systemRandom,
      looks: new Looks(new Views({ name: 'Café Test' }, log)),
      loginUrl: 'http://login.test/',
    }),
  );
  app.use(() => {
    throw fault;
  });
  const listener = await listen(t, log, app.callback());
  return { port: listener.address.port, log };
}

const secretFault = () => new TypeError('cannot read /etc/gate511/privkey.pem');

test('a fault shows a reference that the log has too, and never what went wrong', async (t) => {
  const { port, log } = await failing(t, secretFault());
  for (const Accept of ['text/html', 'application/problem+json']) {
    const { status, body } = await ask(port, { path: '/x?secret', headers: { Accept } });
    t.is(status, 500);
    t.notRegex(body, /privkey|TypeError|cannot read|\.js|\n\s+at /);
    const reference = /(?:Reference <bdi>|reference:)([0-9a-f]{8})/.exec(body)?.[1] ?? '';
    const fields = { code: 'unexpected', detail: 'cannot read /etc/gate511/privkey.pem', path: '/x' };
    t.like(log.withReference(reference), { level: 'error', fields });
  }
  t.false(log.text().includes('?secret'));
});

test('a program gets the fault as a problem document (RFC 9457)', async (t) => {
  const { port } = await failing(t, new PortalError('firewall-unavailable', { detail: 'nft was killed' }));
  for (const Accept of ['application/problem+json', 'application/json', 'application/captive+json']) {
    const { status, headers, body } = await ask(port, { headers: { Accept, 'Accept-Language': 'de' } });
    t.is(status, 503);
    t.is(headers['content-type'], 'application/problem+json');
    const { instance, ...problem } = JSON.parse(body) as Record<string, unknown>;
    t.regex(String(instance), /^urn:gate511:reference:[0-9a-f]{8}$/);
    t.deepEqual(problem, {
      type: 'urn:gate511:problem:firewall-unavailable',
      title: 'Der Weg ließ sich nicht öffnen',
      status: 503,
      detail: 'Sie sind angemeldet, aber die Firewall antwortet nicht. Sie wird gerade repariert.',
    });
  }
});

test('no error is kept by a cache, and HEAD has no body', async (t) => {
  const { port } = await failing(t, new PortalError('not-found'));
  const [get, head] = await Promise.all([ask(port), ask(port, { method: 'HEAD' })]);
  t.is(get.headers['cache-control'], 'no-store');
  t.is(head.status, 404);
  t.is(head.headers['cache-control'], 'no-store');
  t.is(head.headers['content-length'], get.headers['content-length']);
  t.is(head.body, '');
});

test('a temporary fault says when to come again and a page reloads itself; a form is not sent again', async (t) => {
  const { port } = await failing(t, new PortalError('unknown-device', { retryAfterSeconds: 2 }));
  const page = await ask(port);
  t.is(page.headers['retry-after'], '2');
  t.is(page.headers.refresh, '2');
  t.regex(page.body, /This is temporary\. This page tries again by itself\./);
  const form = await ask(port, { method: 'POST' });
  t.is(form.headers['retry-after'], '2');
  t.is(form.headers.refresh, undefined);
  t.notRegex(form.body, /tries again by itself/);
});

test('after a login that stands although the firewall failed, the portal is opened again by itself', async (t) => {
  const { port } = await failing(t, new PortalError('firewall-unavailable'));
  const { headers, body } = await ask(port, { method: 'POST' });
  t.is(headers.refresh, '5; url=http://login.test/');
  t.regex(body, /tries again by itself/);
});

test('a permanent fault says that trying again is no use', async (t) => {
  const { port } = await failing(t, new PortalError('store-full'));
  const { headers, body } = await ask(port);
  t.is(headers['retry-after'], undefined);
  t.regex(body, /Trying again will not help\./);
});

test('what is thrown without being an error, or for a target that is no URL, is answered all the same', async (t) => {
  const { port, log } = await failing(t, 'just a text');
  for (const [method, path] of [
    ['GET', '/'],
    ['GET', 'http://['],
    ['OPTIONS', '*'],
    ['CONNECT', 'a.test:443'],
  ] as const)
    t.is((await ask(port, { method, path })).status, 500);
  t.is(log.lines.filter(({ fields }) => fields.detail === 'just a text').length, 4);
});

test('an answer that breaks off is a line in the log and not on standard error', async (t) => {
  const log = logBook();
  const app = koaApp(log);
  t.true(app instanceof Koa);
  app.emit('error', new Error('write EPIPE'));
  t.deepEqual(
    log.lines.map(({ level, fields }) => [level, fields.reason]),
    [['debug', 'write EPIPE']],
  );
});
