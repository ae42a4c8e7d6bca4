import test from 'ava';
import { openHotspot } from '../hotspot/hotspot.js';
import { deskOf } from './desk.js';

test('an operator sees the pages of a zone in each language, in a frame in which nothing can be pressed', async (t) => {
  const hotspot = await openHotspot(t, { look: { name: 'Haus am See', footer: 'Example Ltd' } });
  const viewer = await deskOf(hotspot, 'viewer');
  const { body } = await viewer.get('/appearance?zone=guest&language=de');
  t.true(body.includes('src="/appearance/page?zone=guest&amp;language=de&amp;page=login"'));
  const { body: page, headers } = await viewer.get('/appearance/page?zone=guest&language=de&page=login');
  t.true(page.includes('<html lang="de"') && page.includes('Haus am See') && page.includes('Example Ltd'));
  t.true(page.includes('value="click-through"'), 'the ways in are those of the zone');
  const policy = String(headers['content-security-policy']);
  t.regex(policy, /frame-ancestors 'self'; sandbox allow-same-origin$/);
  t.regex(policy, /form-action 'none'/);
});

for (const page of ['login', 'intercept', 'status', 'error'])
  test(`the preview of ${page} is there in a language that is written from the right`, async (t) => {
    const viewer = await deskOf(await openHotspot(t), 'viewer');
    const { status, body } = await viewer.get(`/appearance/page?language=ar&page=${page}`);
    t.is(status, 200);
    t.true(body.includes('<html lang="ar" dir="rtl">'));
  });

test('what is no zone, language or page is said to be none', async (t) => {
  const viewer = await deskOf(await openHotspot(t), 'viewer');
  for (const query of ['zone=x', 'language=tlh', 'page=style', 'page=login&zone='])
    t.is((await viewer.get(`/appearance/page?${query}`)).status, 400, query);
});

test('nobody sees the preview without signing in, and no other page of the console can be framed', async (t) => {
  const hotspot = await openHotspot(t);
  const viewer = await deskOf(hotspot, 'viewer');
  t.regex(
    String((await viewer.get('/appearance')).headers['content-security-policy']),
    /frame-ancestors 'none'/,
  );
  viewer.cookie = '';
  t.is((await viewer.get('/appearance/page')).headers.location, '/login');
});
