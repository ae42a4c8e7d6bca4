import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import type { Client } from '../../src/client/client.js';
import { LeaseFile } from '../../src/client/lease-file.js';
import { parseOriginalUrl } from '../../src/http/original-url.js';
import { laptop, phone } from '../clients.js';
import { type Answer, ask, exchange, parseAnswer } from '../hotspot/ask.js';
import { laptopAddress } from '../hotspot/devices.js';
import { openHotspot } from '../hotspot/hotspot.js';
import { logIn, post, tokenIn } from '../portal/forms.js';
import { temporaryDirectory } from '../temporary-directory.js';

/** Where a visitor must not be led, and what must become neither header nor markup. */
const urls = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  'java\tscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'file:///etc/passwd',
  '//evil.test/',
  '/\\evil.test/',
  '\\\\evil.test\\',
  'http://login.test@evil.test/',
  'http://:x@evil.test/',
  'http:/\r\nSet-Cookie: evil=1',
  'evil.test',
  '\r\nLocation: http://evil.test/',
  '{{7*7}}',
];
/** These may be gone to: plain web pages, whatever stands in them. */
const oddUrls = [
  'http://a.test/\r\nSet-Cookie: evil=1\r\n\r\n<script>alert(1)</script>',
  'http://a.test/"onmouseover="alert(1)',
  "http://a.test/'><script>alert(1)</script>",
  'http://a.test/{{7*7}}',
  'http://a.test/{%25 include "/etc/passwd" %25}',
  'http://a.test/\u2028\u0000',
];
const query = (url: string) => `?url=${encodeURIComponent(url)}`;

test('`?url=` leads nobody to what is not a plain web page, before the login or after it', async (t) => {
  const hotspot = await openHotspot(t);
  const ownLinks = linksIn(await ask(hotspot.portal));
  const token = tokenIn(await ask(hotspot.portal));
  for (const url of urls) {
    t.deepEqual(linksIn(await ask(hotspot.portal, { path: `/${query(url)}` })), ownLinks, url);
    t.is((await post(hotspot, '/login', { token, url })).headers.location, '/status', url);
    t.deepEqual(linksIn(await ask(hotspot.portal, { path: `/status${query(url)}` })), [], url);
    await post(hotspot, '/logout', { token });
  }
});

test('the portal itself redirects to no other site, whatever `?url=` says', async (t) => {
  const hotspot = await openHotspot(t);
  const token = tokenIn(await ask(hotspot.portal));
  for (const url of [...urls, ...oddUrls, 'http://evil.test/'])
    for (const answer of [
      await ask(hotspot.portal, { path: `/login${query(url)}` }),
      await ask(hotspot.portal, { path: `/status${query(url)}` }),
      await post(hotspot, '/login', { token, url }),
      await post(hotspot, '/logout', { token, url }),
    ]) {
      const { location = hotspot.portalUrl, refresh } = answer.headers;
      t.is(new URL(location, hotspot.portalUrl).origin, new URL(hotspot.portalUrl).origin, url);
      t.is(refresh, undefined);
    }
});

test('what stands in a URL becomes neither a header, nor markup, nor a template', async (t) => {
  const hotspot = await openHotspot(t);
  const token = tokenIn(await ask(hotspot.portal));
  for (const url of [...urls, ...oddUrls])
    for (const answer of [
      await ask(hotspot.portal, { path: `/${query(url)}` }),
      await post(hotspot, '/login', { token, url }),
      await ask(hotspot.portal, { path: `/status${query(url)}` }),
      await post(hotspot, '/logout', { token }),
      await ask(hotspot.interceptor, { path: `/${encodeURI(url)}`, headers: { Host: 'www.example.test' } }),
    ])
      isUntouched(t, answer);
  t.true(oddUrls.every((url) => parseOriginalUrl(url)?.host === 'a.test'));
});

const injections = [
  '{{7*7}}',
  '{%x%}',
  '#{7*7}',
  '<script>alert(1)</script>',
  '"onload="alert(1)',
  '%0d%0aSet-Cookie:evil=1',
];

test('nor does what stands in Host, path or User-Agent', async (t) => {
  const hotspot = await openHotspot(t);
  for (const injection of injections)
    for (const port of [hotspot.interceptor, hotspot.portal]) {
      isUntouched(t, await ask(port, { headers: { Host: injection } }));
      isUntouched(t, await ask(port, { headers: { Host: `${injection}.test` } }));
      isUntouched(t, await ask(port, { path: `/${injection}` }));
      isUntouched(t, await ask(port, { path: `/status/${injection}`, headers: { Host: 'other.test' } }));
      isUntouched(t, await ask(port, { path: `http://a.test/${injection}` }));
      isUntouched(t, await ask(port, { headers: { 'User-Agent': injection, 'Accept-Language': injection } }));
    }
});

test('one request has one answer, though another is hidden in its target, Host or length', async (t) => {
  const hotspot = await openHotspot(t);
  const hidden = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';
  for (const port of [hotspot.interceptor, hotspot.portal])
    for (const request of [
      `GET /%0d%0a${encodeURIComponent(hidden)} HTTP/1.1\r\nHost: other.test\r\nConnection: close\r\n\r\n`,
      `GET / HTTP/1.1\r\nHost: a.test%0d%0a${encodeURIComponent(hidden)}\r\nConnection: close\r\n\r\n`,
      `GET /\r${hidden} HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n`,
      `GET / HTTP/1.1\r\nHost: a.test\r\nX: \r${hidden}\r\nConnection: close\r\n\r\n`,
      `POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /evil HTTP/1.1\r\nHost: a.test\r\n\r\n`,
      `POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 0\r\nContent-Length: 44\r\n\r\nGET /evil HTTP/1.1\r\nHost: a.test\r\n\r\n`,
    ]) {
      const text = await exchange(port, request);
      t.is(text.match(/^HTTP\/1\.1 /gm)?.length, 1, request);
      isUntouched(t, parseAnswer(text));
    }
});

test('nor does what a device calls itself by DHCP, on a page or in the log', async (t) => {
  const path = join(await temporaryDirectory(t), 'leases');
  const hotspot = await openHotspot(t, { deviceNames: new LeaseFile(path) });
  await logIn(hotspot, { from: laptopAddress });
  for (const injection of [
    ...injections,
    '\u001b[2J\u0085\u202e',
    "'><img/src=x/onerror=alert(1)>",
    'x'.repeat(5000),
  ]) {
    const line = ({ mac }: Client) => `1795230000 ${mac} 10.77.0.200 ${injection} *\n`;
    await writeFile(path, line(phone) + line(laptop));
    for (const answer of [
      await ask(hotspot.portal),
      await ask(hotspot.portal, { path: '/status', from: laptopAddress }),
    ]) {
      isUntouched(t, answer);
      t.regex(answer.body, /This device: <bdi>[A-Za-z0-9 ._:-]{1,63}<\/bdi>/);
    }
  }
  t.notRegex(hotspot.log.text(), /alert|7\*7|onerror|Set-Cookie|xxxx/);
});

test('no request writes a log line of its own, or what a terminal would obey', async (t) => {
  const hotspot = await openHotspot(t);
  const forged = '\n{"level":30,"msg":"ready"}\u001b[2J\u0085\u2028\u202e';
  const encoded = encodeURIComponent(forged);
  for (const port of [hotspot.interceptor, hotspot.portal]) {
    await ask(port, {
      path: `/${encoded}`,
      headers: { Host: `${encoded}.test`, 'User-Agent': forged.slice(1, 27) },
    });
    await ask(port, { path: `/?url=${encoded}`, headers: { 'User-Agent': 'x\u0085\t\u202e' } });
    await ask(port, { method: 'POST', path: '/login', headers: { Origin: 'http://\u0085evil\tx' } });
    await ask(port, { path: `http://a.test/${encoded}`, headers: { Host: 'a.test' } });
  }
  t.true(hotspot.log.lines.length > 0);
  for (const { fields, message } of hotspot.log.lines)
    for (const value of [message, ...Object.values(fields)])
      if (typeof value === 'string') t.regex(value, /^[\x20-\x7e…]*$/);
});

type T = Parameters<typeof openHotspot>[0];

/** No header of an attacker's, no element or attribute that a page of ours has not, nothing calculated. */
function isUntouched(t: T, { head, headers, body }: Answer): void {
  t.notRegex(head, /^(set-cookie:|refresh:(?! \d+\r?$))/im);
  t.true(headers.location === undefined || !/[\r\n]/.test(headers.location));
  t.notRegex(body, /<script|\son\w+=|\b49\b|root:/i);
}

function linksIn({ body }: Answer): string[] {
  return [...body.matchAll(/(?:href|action|src|content)="([^"]*:[^"]*)"/g)].map(([, link = '']) => link);
}
