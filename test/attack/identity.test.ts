import { gatewayIn, portalUrl, siteUrl, zones } from '../e2e/addresses.js';
import { gatewayTests } from '../e2e/gateway-tests.js';
import type { Hotspot } from '../e2e/hotspot.js';
import { formIn, logIn } from '../e2e/login.js';
import type { Phone } from '../e2e/phone.js';
import { families } from './attacker.js';

const test = gatewayTests();
const apiUrl = new URL('captive-portal/api', portalUrl).href;

/** What proxies say of whom they forward for; nothing here stands behind one. */
const pretences = ({ address4, address6, mac }: Phone) =>
  [
    `X-Forwarded-For: ${address4}`,
    `X-Forwarded-For: ${address6}, 127.0.0.1`,
    `Forwarded: for=${address4};host=login.hotspot.test;proto=https`,
    `Forwarded: for="[${address6}]"`,
    `X-Real-IP: ${address4}`,
    `X-Client-IP: ${address4}`,
    `True-Client-IP: ${address4}`,
    `Client-IP: ${address4}`,
    `Via: 1.1 ${address4}`,
    `X-Forwarded-Host: ${address4}`,
    `X-Client-MAC: ${mac}`,
  ].flatMap((header) => ['--header', header]);

const deafness = 'table inet own { chain in { type filter hook input priority 0; tcp sport 80 drop; }; }';

async function stateOf(hotspot: Hotspot, { mac }: Phone): Promise<string | undefined> {
  const { stdout } = await hotspot.daemon.run('clients', '--json');
  const clients = JSON.parse(stdout) as { mac: string; state: string }[];
  return clients.find((client) => client.mac === mac)?.state;
}

test('who says that he is forwarded for a guest who is online is captive', async (t, hotspot) => {
  const [attacker, online] = [await hotspot.addPhone(), await hotspot.addPhone()];
  await logIn(online);
  const headers = pretences(online);
  t.is(await attacker.status(siteUrl, ...headers), '511');
  t.is(JSON.parse((await attacker.curl(...headers, apiUrl)).stdout).captive, true);
  t.is(await attacker.status(new URL('status', portalUrl).href, ...headers), '303');
  t.is(await attacker.status(siteUrl), '511');
});

test('who says that he is forwarded for another guest logs in nobody but himself', async (t, hotspot) => {
  const [attacker, other] = [await hotspot.addPhone(), await hotspot.addPhone()];
  t.is(await other.status(siteUrl), '511');
  await logIn(attacker, ...pretences(other));
  t.is(await stateOf(hotspot, attacker), 'authorised');
  t.is(await stateOf(hotspot, other), 'captive');
  t.is(await other.status(siteUrl), '511');
});

test('the form of one guest, sent by another, logs in neither', async (t, hotspot) => {
  const [attacker, other] = [await hotspot.addPhone(), await hotspot.addPhone()];
  const page = await other.curl(portalUrl);
  const [, token = ''] = page.stdout.match(/name="token" value="([^"]+)"/) ?? [];
  const login = new URL('login', portalUrl).href;
  t.is(await attacker.status(login, ...pretences(other), '--data-urlencode', `token=${token}`), '403');
  for (const phone of [attacker, other]) t.is(await phone.status(siteUrl), '511');
});

for (const [family, key] of Object.entries(families)) {
  test(`${family}: who lends himself another guest’s address for the moment of a request does not hear what is that guest’s`, async (t, hotspot) => {
    const { thief, address, belongsTo, owner } = await lent(hotspot, key);
    await belongsTo(thief);
    const visit = thief.startVisit(gatewayIn('guest')[key], address);
    await visit.line(/^connected$/);
    await belongsTo(owner);
    const refused = hotspot.daemon.nextLogged('a request could not be served');
    visit.signal('SIGUSR1');
    t.regex((await refused) ?? '', /"code":"unknown-device"/);
    await belongsTo(thief);
    const { stdout } = await visit.finished;
    t.regex(stdout, /^HTTP\/1\.1 503 /m);
    t.notRegex(stdout, /token|online/);
  });

  test(`${family}: from where a guest has just called, nobody else with his address can call`, async (t, hotspot) => {
    const { thief, address, belongsTo, owner } = await lent(hotspot, key);
    const from = (port: number) => ['--interface', address, '--local-port', `${port}`, '--max-time', '3'];
    await belongsTo(owner);
    await owner.run('nft', 'flush table inet own');
    t.is(await owner.status(`${portalUrl}status`, ...from(40_000)), '200');
    await belongsTo(thief);
    t.is(await thief.status(`${portalUrl}status`, ...from(40_000)), 'exit 28');
    t.is(await thief.status(`${portalUrl}status`, ...from(40_001)), '303');
  });
}

for (const [family, key] of Object.entries(families))
  test(`${family}: connections to the portal are remembered while they are open, and not for long when they are over`, async (t, hotspot) => {
    const [guest, other] = [await hotspot.addPhone(), await hotspot.addPhone()];
    const visit = guest.startVisit(gatewayIn('guest')[key], guest[key]);
    await visit.line(/^connected$/);
    t.is(await other.status(portalUrl, '--interface', other[key]), '200');
    const seconds = await secondsLeft(hotspot, key === 'address4' ? 4 : 6);
    t.true((seconds.get(guest.mac) ?? 0) > 10);
    t.true((seconds.get(other.mac) ?? 60) <= 10);
    visit.signal('SIGUSR1');
    t.regex((await visit.finished).stdout, /^HTTP\/1\.1 303 /m);
  });

/** How long the kernel remembers, by the device that began it, the connection to the portal. */
async function secondsLeft(hotspot: Hotspot, family: 4 | 6): Promise<ReadonlyMap<string, number>> {
  const { stdout } = await hotspot.gateway.run('nft', [
    '-j',
    'list set inet gate511',
    `portal_peer${family}`,
  ]);
  const { nftables } = JSON.parse(stdout) as { nftables: { set?: { elem?: Peer[] } }[] };
  const peers = nftables.flatMap(({ set }) => set?.elem ?? []);
  return new Map(peers.map(({ elem }) => [elem.val.concat[0], elem.expires]));
}

interface Peer {
  readonly elem: {
    readonly val: { readonly concat: readonly [string, ...unknown[]] };
    readonly expires: number;
  };
}

/** A guest who is online and says nothing to what he did not ask for, and one who has the same address. */
async function lent(hotspot: Hotspot, key: 'address4' | 'address6') {
  const [thief, owner] = [await hotspot.addPhone(), await hotspot.addPhone()];
  await logIn(owner);
  await owner.run('nft', deafness);
  const address = owner[key];
  await thief.namespace.ip([`address add ${address}/${key === 'address4' ? 24 : '64 nodad'} dev eth0`]);
  const { bridge } = zones.guest;
  const belongsTo = ({ mac }: Phone) =>
    hotspot.gateway.ip([`neigh replace ${address} lladdr ${mac} dev ${bridge} nud permanent`]);
  return { thief, owner, address, belongsTo };
}

test('a forged Host is sent to the portal’s own name, its port and scheme unchanged, and logs in nobody', async (t, hotspot) => {
  const guest = await hotspot.addPhone();
  const page = (await guest.curl(`${portalUrl}?url=${encodeURIComponent(siteUrl)}`)).stdout;
  for (const host of [
    'evil.test',
    'login.hotspot.test.evil.test',
    'login.hotspot.test@evil.test',
    'evil.test#login.hotspot.test',
    '',
  ]) {
    const named = [
      '--header',
      host === '' ? 'Host;' : `Host: ${host}`,
      '--header',
      'X-Forwarded-Host: evil.test',
    ];
    const { stdout } = await guest.curl(...named, '--write-out', '%{redirect_url}', `${portalUrl}status`);
    t.is(stdout, `${portalUrl}status`, host);
    t.is(
      await guest.status(new URL('login', portalUrl).href, ...named, ...formIn(page, portalUrl).slice(0, -1)),
      '421',
      host,
    );
  }
  t.is(await guest.status(siteUrl), '511');
});
