import type { IncomingMessage } from 'node:http';
import test from 'ava';
import fc from 'fast-check';
import { Looks } from '../../src/http/looks.js';
import { parseOriginalUrl } from '../../src/http/original-url.js';
import { targetOf } from '../../src/http/target.js';
import { Views } from '../../src/http/views.js';
import { InterceptPages, loginUrlFor } from '../../src/interceptor/page.js';
import { en } from '../../src/languages/en.js';
import { silentLog } from '../../src/system/log.js';
import { guest } from '../clients.js';

const request = (url: string, host?: string) =>
  ({ url, headers: host === undefined ? {} : { host } }) as Partial<IncomingMessage> as IncomingMessage;

const targets: readonly [
  url: string,
  host: string | undefined,
  hostname: string,
  port: string,
  path: string,
][] = [
  ['/a/b?c', 'WWW.Example.test:8080', 'www.example.test', '8080', '/a/b'],
  ['/', '[2001:db8::1]:80', '[2001:db8::1]', '', '/'],
  ['//x/y', 'a.test', 'a.test', '', '//x/y'],
  ['http://b.test/x', 'a.test', 'b.test', '', '/x'],
  ['/generate_204?x', undefined, '', '', '/generate_204'],
  ['/generate_204', 'no host', '', '', '/generate_204'],
  ['*', 'a.test', '', '', '/'],
  ['http://[', 'a.test', '', '', '/'],
];
for (const [url, host, hostname, port, path] of targets)
  test(`${url} at ${host ?? 'no host'} is path ${path} of "${hostname}"`, (t) => {
    t.like(targetOf(request(url, host)), { hostname, port, path });
  });

/** Text that often comes near to a URL. */
const urlish = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.string({ unit: 'binary', maxLength: 3000 }),
  fc
    .tuple(
      fc.constantFrom('http://', 'HTTPS:', 'javascript:', 'data:', 'http://u:p@', '//', '/', 'http:\\\\'),
      fc.string({ unit: fc.constantFrom(...`"'<>&%{}\\#?/:@[] \t\nä\ud800a.`), maxLength: 2500 }),
    )
    .map((parts) => parts.join('')),
);
const page = new InterceptPages(new Looks(new Views({ name: 'Café Test' }, silentLog)), [guest]);

test('whatever is given for an original URL, what is kept is plain http or https, and bounded', (t) => {
  t.notThrows(() =>
    fc.assert(
      fc.property(urlish, (text) => {
        const original = parseOriginalUrl(text);
        if (!original) return true;
        const { protocol, username, password, host } = new URL(original.url);
        const isPlain = /^https?:$/.test(protocol) && username === '' && password === '';
        return (
          isPlain && original.url.length <= 2000 && host === original.host && !/["<>\s]/.test(original.url)
        );
      }),
      { numRuns: 2000 },
    ),
  );
});

test('whatever is asked for, its target is found without a throw and cannot leave its attribute', (t) => {
  const shell = page.html(guest, en, '');
  t.notThrows(() =>
    fc.assert(
      fc.property(urlish, fc.option(urlish, { nil: undefined }), (url, host) => {
        const { url: original } = targetOf(request(url, host));
        const login = loginUrlFor('http://login.test/', original?.url);
        const isShell = page.html(guest, en, login).split(login).join('') === shell;
        return isShell && !/["'<>&\s]/.test(login) && login.length <= 6100;
      }),
      { numRuns: 2000 },
    ),
  );
});
