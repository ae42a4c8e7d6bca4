import test from 'ava';
import { type Answer, ask } from '../hotspot/ask.js';
import { openHotspot } from '../hotspot/hotspot.js';

/** The `?url=` of the login link, as the portal will read it; null when there is none. */
function originalIn({ body }: Answer): string | null {
  const [, href = ''] = /<a class="button" href="([^"]*)"/.exec(body) ?? [];
  return new URL(href).searchParams.get('url');
}

test('the page that the visitor wanted travels along, however he named it', async (t) => {
  const { interceptor } = await openHotspot(t);
  const headers = { Host: 'www.example.test:8080' };
  const original = async (path: string) => originalIn(await ask(interceptor, { path, headers }));
  t.is(await original('/a?b=c&d=%26'), 'http://www.example.test:8080/a?b=c&d=%26');
  t.is(await original('http://other.example.test/x'), 'http://other.example.test/x');
  t.is(await original('https://other.example.test/x'), 'https://other.example.test/x');
});

test('what is not a plain http or https URL of bounded length does not travel along', async (t) => {
  const { interceptor } = await openHotspot(t);
  const original = async (path: string, Host = 'www.example.test') =>
    originalIn(await ask(interceptor, { path, headers: { Host } }));
  t.is((await original(`/${'a'.repeat(1900)}`))?.length, 1924);
  t.is(await original(`/${'a'.repeat(2000)}`), null);
  t.is(await original(`/${'"'.repeat(1900)}`), null);
  t.is(await original('ftp://www.example.test/x'), null);
  t.is(await original('http://user:secret@www.example.test/'), null);
  t.is(await original('/', 'user:secret@www.example.test'), null);
});

test('nothing in a URL can leave the attribute that it stands in', async (t) => {
  const { interceptor } = await openHotspot(t);
  const { body } = await ask(interceptor, { path: `/"><script>alert('1')</script>&quot;` });
  const login = /(?:href|url)="?([^"]*\?url=[^"]*)"/g;
  const urls = [...body.matchAll(login)].map(([, url]) => url);
  t.is(urls.length, 2);
  for (const url of urls) t.notRegex(url ?? '', /[<>'&\s]/);
  t.notRegex(body, /<script/);
});
