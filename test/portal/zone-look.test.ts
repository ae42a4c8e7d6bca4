import { createHash } from 'node:crypto';
import test from 'ava';
import { builtInColours, parseColour } from '../../src/look/colours.js';
import { parseLogo } from '../../src/look/logo.js';
import type { Look } from '../../src/look/look.js';
import { type Answer, ask } from '../hotspot/ask.js';
import { outsideAddress, strangerAddress } from '../hotspot/devices.js';
import { openHotspot } from '../hotspot/hotspot.js';
import { logIn } from './forms.js';

const plum = parseColour('#7a1f3d') ?? builtInColours.light.accent;
const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
const logo = parseLogo(Buffer.from(svg));
const look: Look = {
  name: 'Hotel Example',
  language: 'de',
  colours: { ...builtInColours, light: { ...builtInColours.light, accent: plum } },
  ...(logo ? { logo } : {}),
};
const isStyled = ({ body }: Answer) => body.includes('--accent: #7a1f3d') && body.includes('Hotel Example');

test('every page of a zone has its name and colours: 511, login, status, and what goes wrong', async (t) => {
  const hotspot = await openHotspot(t, { look });
  const { portal, interceptor } = hotspot;
  t.true(isStyled(await ask(interceptor)));
  t.true(isStyled(await ask(portal)));
  t.true(isStyled(await ask(portal, { path: '/nowhere' })));
  t.true(isStyled(await ask(interceptor, { from: strangerAddress })));
  await logIn(hotspot);
  t.true(isStyled(await ask(portal, { path: '/status' })));
  t.true(isStyled(await ask(interceptor)));
  const program = await ask(interceptor, { from: outsideAddress });
  t.is(program.status, 403);
  t.false(isStyled(program));
});

test('a program that is told 511 reads the zone’s name', async (t) => {
  const { interceptor } = await openHotspot(t, { look });
  const { body } = await ask(interceptor, { headers: { Accept: 'application/json' } });
  t.regex(body, /Anmelden bei Hotel Example/);
});

test('a visitor without a wish that can be granted reads the zone’s language', async (t) => {
  const { portal, interceptor } = await openHotspot(t, { look });
  const languageOf = async (port: number, wish?: string) => {
    const headers = wish === undefined ? {} : { 'Accept-Language': wish };
    return /<html lang="(..)"/.exec((await ask(port, { headers })).body)?.[1];
  };
  for (const port of [portal, interceptor]) {
    t.is(await languageOf(port), 'de');
    t.is(await languageOf(port, 'tlh'), 'de');
    t.is(await languageOf(port, '*'), 'de');
    t.is(await languageOf(port, 'tlh, en;q=0.5'), 'en');
  }
});

test('the logo is on the portal’s pages, and a browser keeps it', async (t) => {
  const { portal } = await openHotspot(t, { look });
  const { body, headers } = await ask(portal);
  const [, path = ''] = /<img src="([^"]+)" alt="">/.exec(body) ?? [];
  t.regex(headers['content-security-policy'] ?? '', /; img-src 'self'; form-action/);
  const picture = await ask(portal, { path });
  t.is(picture.status, 200);
  t.is(picture.body, svg);
  t.is(picture.headers['content-type'], 'image/svg+xml');
  t.is(picture.headers['cache-control'], 'public, max-age=31536000, immutable');
  t.is((await ask(portal, { path: '/logo/other.svg' })).status, 404);
});

test('a script in a logo does not run: no page may, and the picture by itself has no origin', async (t) => {
  const { portal } = await openHotspot(t, { look });
  const page = (await ask(portal)).headers['content-security-policy'] ?? '';
  const picture = (await ask(portal, { path: logo?.path ?? '' })).headers;
  t.regex(page, /^default-src 'none'; /);
  t.notRegex(page, /script-src|unsafe-inline/);
  t.is(picture['content-security-policy'], "default-src 'none'; style-src 'unsafe-inline'; sandbox");
  t.is(picture['x-content-type-options'], 'nosniff');
});

test('a page in the name of a foreign site asks that site for nothing', async (t) => {
  const { interceptor } = await openHotspot(t, { look });
  for (const from of ['127.0.0.1', strangerAddress]) {
    const { body } = await ask(interceptor, { from });
    t.notRegex(body, /\ssrc=|<link|@import|url\((?!'?data)/i);
  }
});

test('the policy admits the style of each page that may be shown', async (t) => {
  const { portal } = await openHotspot(t, { look });
  for (const from of ['127.0.0.1', outsideAddress]) {
    const { headers, body } = await ask(portal, { from });
    const style = /<style>(.+)<\/style>/s.exec(body)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    t.true(headers['content-security-policy']?.includes(`'sha256-${hash}'`));
  }
});

test('help and footer of a zone are on login, status and error pages, in the visitor’s language', async (t) => {
  const help = { en: 'Ask at the counter.\n\nOr <call> 123.', de: 'Fragen Sie am Tresen.' };
  const hotspot = await openHotspot(t, { look: { ...look, help, footer: 'Example Ltd, Example Street 1' } });
  const asked = async (path: string, language: string) =>
    (await ask(hotspot.portal, { path, headers: { 'Accept-Language': language } })).body;
  const before = [await asked('/', 'en'), await asked('/nowhere', 'en')];
  await logIn(hotspot);
  for (const body of [...before, await asked('/status', 'en')])
    t.regex(
      body,
      /<h2>Help<\/h2>\s*<p dir="auto">Ask at the counter\.<\/p>\s*<p dir="auto">Or &lt;call&gt; 123\.<\/p>.*Example Ltd/s,
    );
  t.regex(await asked('/status', 'de'), /<h2>Hilfe<\/h2>\s*<p dir="auto">Fragen Sie am Tresen\./);
  t.regex(await asked('/status', 'ar'), /<h2>المساعدة<\/h2>\s*<p dir="auto">Ask at the counter\./);
});
