import test from 'ava';
import { type Answer, ask } from '../hotspot/ask.js';
import { openHotspot } from '../hotspot/hotspot.js';
import { logIn } from './forms.js';

/** What an operating system makes of the API's answer; `ignored` where it falls back on its probe. */
type Belief = 'open' | 'portal' | 'ignored';
type State = Readonly<Record<string, unknown>>;

const stateOf = (body: string) => JSON.parse(body) as State;

/** CaptivePortalDataShim and NetworkMonitor: 200, UTF-8 or no charset, at most 4,096 characters, a URL when captive. */
function android({ status, headers, body }: Answer): Belief {
  const [, charset] = /charset=([^;]+)/i.exec(headers['content-type'] ?? '') ?? [];
  if (status !== 200 || body.length > 4096 || (charset !== undefined && !/^utf-8$/i.test(charset)))
    return 'ignored';
  const { captive, 'user-portal-url': url } = stateOf(body);
  if (typeof captive !== 'boolean' || (captive && typeof url !== 'string')) return 'ignored';
  return captive ? 'portal' : 'open';
}

/** iOS 14 asks the API instead of probing, and wants the media type of RFC 8908 §4. */
function apple({ status, headers, body }: Answer): Belief {
  if (status !== 200 || headers['content-type'] !== 'application/captive+json') return 'ignored';
  return stateOf(body).captive === true ? 'portal' : 'open';
}

/** ChromeOS drops a captive answer without `user-portal-url`, and opens that with https in the place of http. */
function chromeOs({ status, body }: Answer): Belief {
  const { captive, 'user-portal-url': url } = stateOf(body);
  if (status !== 200 || typeof captive !== 'boolean') return 'ignored';
  if (!captive) return 'open';
  return typeof url === 'string' && URL.canParse(url) ? 'portal' : 'ignored';
}

const clients = [
  { name: 'Android', belief: android, accept: 'application/captive+json' },
  { name: 'iOS', belief: apple, accept: 'application/captive+json' },
  { name: 'ChromeOS', belief: chromeOs, accept: 'application/captive+json' },
];

for (const { name, belief, accept } of clients)
  test(`${name} says portal by the API before the login, and open after it`, async (t) => {
    const hotspot = await openHotspot(t, { venueInfoUrl: 'https://cafe.example/' });
    const asked = { path: '/captive-portal/api', headers: { Accept: accept } };
    t.is(belief(await ask(hotspot.portal, asked)), 'portal');
    await logIn(hotspot);
    t.is(belief(await ask(hotspot.portal, asked)), 'open');
  });
