import { createHash } from 'node:crypto';
import test from 'ava';
import { putListEntry } from '../../src/access/lists.js';
import { phone } from '../clients.js';
import { ask } from '../hotspot/ask.js';
import { outsideAddress, strangerAddress } from '../hotspot/devices.js';
import { openHotspot } from '../hotspot/hotspot.js';
import { timeZone } from '../plans.js';
import { logIn, logOut } from './forms.js';

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

test('the login page shows the terms and one button, and needs no script', async (t) => {
  const { portal } = await openHotspot(t);
  const { status, headers, body } = await ask(portal);
  t.is(status, 200);
  t.is(headers['content-type'], 'text/html; charset=utf-8');
  t.regex(body, /Terms of use<\/h2>\n<p>Use this network fairly/);
  t.regex(body, /You will be online for 8 hours\./);
  const folded = body.replace(/<details>.*<\/details>/s, '');
  t.is(count(folded, /<form /g), 1);
  t.is(count(folded, /<button/g), 1);
  t.notRegex(body, /<script|\son\w+=|javascript:/i);
});

test('the login page says how long a login would last now, where something ends it before its duration', async (t) => {
  const spans = [{ weekday: 4, from: 8 * 60, to: 14 * 60 + 30 }];
  const plan = { durationSeconds: 8 * 3_600, hours: { spans, timeZone: timeZone('UTC') } };
  const { portal } = await openHotspot(t, { plan });
  t.regex((await ask(portal)).body, /You will be online for 2 hours 30 minutes\./);
});

test('the policy admits the page’s own style by its hash, and nothing else', async (t) => {
  const { portal } = await openHotspot(t);
  const { headers, body } = await ask(portal);
  const style = /<style>(.+)<\/style>/s.exec(body)?.[1] ?? '';
  const hash = createHash('sha256').update(style).digest('base64');
  t.is(
    headers['content-security-policy'],
    `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  );
  t.is(count(body, /<style|\sstyle=/g), 1);
  t.is(headers['cache-control'], 'no-store');
  t.is(headers['x-content-type-options'], 'nosniff');
});

test('no page sets a cookie or loads anything', async (t) => {
  const hotspot = await openHotspot(t);
  const pages = [
    await ask(hotspot.portal),
    await logIn(hotspot),
    await ask(hotspot.portal, { path: '/status' }),
    await ask(hotspot.portal, { path: '/nowhere' }),
  ];
  t.deepEqual(
    pages.map(({ status }) => status),
    [200, 303, 200, 404],
  );
  for (const { head, body } of pages) {
    t.notRegex(head, /^set-cookie:/im);
    t.notRegex(body, /\ssrc=|<link|@import|url\(/i);
  }
});

test('the operator’s terms are shown in the visitor’s language, paragraph by paragraph, as plain text', async (t) => {
  const terms = { en: 'Be kind.\n\nNo <b>spam</b>.', de: 'Seien Sie nett.' };
  const { portal } = await openHotspot(t, { terms });
  const bodyIn = async (language: string) =>
    (await ask(portal, { headers: { 'Accept-Language': language } })).body;
  t.regex(await bodyIn('en'), /<p>Be kind\.<\/p>\n<p>No &lt;b&gt;spam&lt;\/b&gt;\.<\/p>/);
  t.regex(await bodyIn('de'), /<p>Seien Sie nett\.<\/p>/);
  const german = await openHotspot(t, { terms: { de: 'Seien Sie nett.' } });
  t.regex((await ask(german.portal)).body, /<p>Seien Sie nett\.<\/p>/);
});

test('the host to go on to is shown, and only http and https URLs are taken over', async (t) => {
  const { portal } = await openHotspot(t);
  const pageFor = async (url: string) =>
    (await ask(portal, { path: `/?url=${encodeURIComponent(url)}` })).body;
  const page = await pageFor('http://www.example.test/a?b="c"');
  t.regex(page, /Then you can go on to www\.example\.test\./);
  t.regex(page, /name="url" value="http:\/\/www\.example\.test\/a\?b=%22c%22"/);
  for (const url of [
    'javascript:alert(1)',
    'data:text/html,x',
    'http://u:p@a.test/',
    '//a.test/',
    'x'.repeat(9),
  ])
    t.regex(await pageFor(url), /name="url" value=""/);
});

test('whoever is online already sees his status', async (t) => {
  const hotspot = await openHotspot(t);
  await logIn(hotspot);
  const { status, headers } = await ask(hotspot.portal, { path: '/?url=http%3A%2F%2Fa.test%2F' });
  t.is(status, 303);
  t.is(headers.location, '/status?url=http%3A%2F%2Fa.test%2F');
});

test('the login page says why the last session ended', async (t) => {
  const hotspot = await openHotspot(t);
  t.notRegex((await ask(hotspot.portal)).body, /class="notice"/);
  await logIn(hotspot);
  t.is((await logOut(hotspot)).headers.location, '/');
  t.regex((await ask(hotspot.portal)).body, /<p class="notice" role="status">You have logged out\.<\/p>/);
});

test('who cannot log in is told why, without a form', async (t) => {
  const { portal, gate } = await openHotspot(t);
  const { status, headers } = await ask(portal, { from: strangerAddress });
  t.is(status, 503);
  t.is(headers['retry-after'], '2');
  t.is((await ask(portal, { from: outsideAddress })).status, 403);
  await putListEntry(gate, { mac: phone.mac, kind: 'deny', note: '', by: 'test', at: gate.clock() });
  const denied = await ask(portal);
  t.is(denied.status, 403);
  t.regex(denied.body, /This device is not admitted/);
  t.notRegex(denied.body, /<form/);
});
