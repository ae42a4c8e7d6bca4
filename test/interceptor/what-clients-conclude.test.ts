import test from 'ava';
import { probeFinder, probes } from '../../src/interceptor/probes.js';
import { type Answer, ask } from '../hotspot/ask.js';
import { type Hotspot, openHotspot } from '../hotspot/hotspot.js';
import { type Belief, rules } from './client-rules.js';
import { type ProbeRequest, probeRequests } from './probe-requests.js';

function probe(hotspot: Hotspot, request: ProbeRequest): Promise<Answer> {
  const { host, path, version = '1.1', userAgent, headers } = request;
  const agent = userAgent === undefined ? {} : { 'User-Agent': userAgent };
  const names = { Host: host, Connection: 'close', ...agent, ...headers };
  return ask(hotspot.interceptor, { path, version, headers: names });
}

/** Opens what an answer redirects to, which is the portal; its own redirects too, at most ten. */
async function follow(hotspot: Hotspot, answer: Answer): Promise<Answer> {
  let last = answer;
  for (let hop = 0; hop < 10 && last.headers.location !== undefined; hop += 1) {
    const { pathname, search, origin } = new URL(last.headers.location, hotspot.portalUrl);
    if (`${origin}/` !== hotspot.portalUrl) throw new Error(`${origin} is not the portal`);
    last = await ask(hotspot.portal, { path: pathname + search });
  }
  return last;
}

async function conclude(hotspot: Hotspot, request: ProbeRequest): Promise<Belief> {
  const answer = await probe(hotspot, request);
  return rules[request.client](answer, request, (each) => follow(hotspot, each));
}

const isKnown = ({ client }: ProbeRequest) => client !== 'Fire OS' && client !== 'Nintendo';
const titleOf = ({ client, host, path }: ProbeRequest) => `${client} at http://${host}${path}`;

for (const request of probeRequests)
  test(`${titleOf(request)} ${isKnown(request) ? 'says portal' : 'does not say open'}`, async (t) => {
    const belief = await conclude(await openHotspot(t), request);
    t.is(belief, isKnown(request) ? 'portal' : 'unknown');
  });

const switched = ({ client }: ProbeRequest) => client === 'Apple' || client === 'Windows';
for (const request of probeRequests.filter(switched))
  test(`${titleOf(request)} says portal too when it is switched to 302`, async (t) => {
    const hotspot = await openHotspot(t, { probes: { apple: 302, windows: 302 } });
    const { status, headers } = await probe(hotspot, request);
    t.is(status, 302);
    t.is(headers.location, hotspot.portalUrl);
    t.is(await conclude(hotspot, request), 'portal');
  });

test('each switch turns its own probes only', async (t) => {
  const statuses = async (hotspot: Hotspot) => {
    const rows = probeRequests.filter(switched);
    const answers = await Promise.all(rows.map((request) => probe(hotspot, request)));
    return new Set(rows.map(({ client }, index) => `${client} ${answers[index]?.status}`));
  };
  t.deepEqual(await statuses(await openHotspot(t)), new Set(['Windows 511', 'Apple 511']));
  const apple = await openHotspot(t, { probes: { apple: 302 } });
  t.deepEqual(await statuses(apple), new Set(['Windows 511', 'Apple 302']));
  const windows = await openHotspot(t, { probes: { windows: 302 } });
  t.deepEqual(await statuses(windows), new Set(['Windows 302', 'Apple 511']));
});

test('every row of the probe table is one that a client here asks for', (t) => {
  const find = probeFinder({ apple: 511, windows: 511, probes: [] });
  const found = probeRequests.map(({ host, path }) => find(host, new URL(path, 'http://a.test').pathname));
  t.deepEqual(
    probes.filter((row) => !found.includes(row)),
    [],
  );
});

test('the page that Windows opens in a browser is told 511', async (t) => {
  const hotspot = await openHotspot(t, { probes: { windows: 302 } });
  const redirect = { client: 'Windows', host: 'www.msftconnecttest.com', path: '/redirect' } as const;
  t.is((await probe(hotspot, redirect)).status, 511);
});

test('the operator’s own rows come before the table', async (t) => {
  const hotspot = await openHotspot(t, {
    probes: {
      apple: 302,
      probes: [
        { host: 'captive.apple.com', path: '*', answer: 511 },
        { host: '*', path: '/generate_204', answer: 511 },
        { host: 'probe.example.test', path: '/check*', answer: 302 },
      ],
    },
  });
  const statusOf = async (host: string, path: string) =>
    (await ask(hotspot.interceptor, { path, headers: { Host: host } })).status;
  t.is(await statusOf('captive.apple.com', '/hotspot-detect.html'), 511);
  t.is(await statusOf('www.apple.com', '/library/test/success.html'), 302);
  t.is(await statusOf('www.gstatic.com', '/generate_204'), 511);
  t.is(await statusOf('www.gstatic.com', '/gen_204'), 302);
  t.is(await statusOf('PROBE.example.test:80', '/check/42?x'), 302);
  t.is(await statusOf('other.example.test', '/check/42'), 511);
});
