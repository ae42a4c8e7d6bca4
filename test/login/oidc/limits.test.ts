import test from 'ava';
import { parseIpAddress } from '../../../src/client/ip-address.js';
import { laptop, phone, staff } from '../../clients.js';
import { laptopAddress } from '../../hotspot/devices.js';
import { oidcHotspot, wayIn } from './oidc-hotspot.js';
import { sheets } from './user-agents.js';

test('who begins again and again is told to wait, and another device is not', async (t) => {
  const { begin } = await oidcHotspot(t);
  for (let times = 0; times < 6; times += 1) t.is((await begin()).status, 200);
  const { status, headers, body } = await begin();
  t.is(status, 429);
  t.is(headers['retry-after'], '7200');
  t.regex(body, /role="alert">You have begun to log in too often\. Try again in 2 hours/);
  t.is((await begin({ from: laptopAddress })).status, 200);
});

test('a provider that the zone does not have is not a way in', async (t) => {
  const { begin } = await oidcHotspot(t);
  for (const provider of ['', 'other', '__proto__', 'campus/..'])
    t.is((await begin({}, { provider })).status, 400);
});

test('a form without the device’s own token opens no way', async (t) => {
  const { begin, firewall } = await oidcHotspot(t);
  t.is((await begin({}, { token: 'made up' })).status, 403);
  t.deepEqual(firewall.passesOf(phone), []);
});

test('the way to the provider is open to the device that began, and for ten minutes', async (t) => {
  const { begin, firewall, clock, issuer } = await oidcHotspot(t);
  await begin();
  const at = { address: parseIpAddress('127.0.0.1'), port: Number(new URL(issuer).port), seconds: 600 };
  t.like(firewall.passesOf(phone), [at]);
  t.deepEqual(firewall.passesOf(laptop), []);
  clock.advance(600);
  t.deepEqual(firewall.passesOf(phone), []);
});

for (const [device, userAgent] of Object.entries(sheets))
  test(`the sign-in sheet of ${device} tells how to open a browser, where the login then goes on`, async (t) => {
    const { begin, firewall, hotspot } = await oidcHotspot(t);
    const { status, body } = await begin({ headers: { 'User-Agent': userAgent } });
    t.is(status, 200);
    t.regex(body, /<h1>Please open your browser<\/h1>/);
    t.regex(body, device === 'Android' ? /Use this network as is/ : /Use Without Internet/);
    t.true(body.includes(`<bdi>${new URL(hotspot.portalUrl).host}</bdi>`));
    t.notRegex(body, /http-equiv="refresh"/);
    t.is(firewall.passesOf(phone).length, 1);
    t.truthy(wayIn(await begin()));
  });

test('a zone that offers it and has no provider is a fault that the operator is told of', async (t) => {
  const { message } = await t.throwsAsync(oidcHotspot(t, { settings: { zones: [staff] } }));
  t.is(message, 'zones.guest.login: oidc.providers has none for it');
});
