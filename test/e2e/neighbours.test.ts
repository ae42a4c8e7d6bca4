import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { adminSocketIn } from '../../src/config/state.js';
import { gatewayIn, internet, siteUrl, zones } from './addresses.js';
import { clientRow } from './clients.js';
import { gatewayTests } from './gateway-tests.js';
import type { Hotspot } from './hotspot.js';
import { logIn } from './login.js';
import { memoryOf } from './memory.js';
import type { Phone } from './phone.js';

const test = gatewayTests();

// A neighbour table that overflows refuses new entries and drops old ones. It is the whole machine's, so `test/overflow` fills it
// and runs alone. What an overflow leaves behind can be had for one device: an address without a MAC.
test('a visitor whom the kernel has forgotten hears 503 and when to try again, and then is known', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  await isToldToTryAgain(t, hotspot, phone);
  t.is(await phone.status(siteUrl), '511');
});

test('when the kernel forgets a guest who is online nobody inherits from him, and he stays online', async (t, hotspot) => {
  const [owner, taker] = [await hotspot.addPhone(), await hotspot.addPhoneWithoutAddress()];
  await logIn(owner);
  await isToldToTryAgain(t, hotspot, owner);
  await owner.run('nft', deafness);
  await hotspot.gateway.ip([`neigh del ${owner.address4} dev ${zones.guest.bridge}`]);
  await taker.takeAddresses(owner);
  t.is(await taker.status(siteUrl), '511');
  t.not(await taker.probe('tcp', internet.address4, '443'), 'answered');
  t.is((await clientRow(hotspot, taker))?.state, 'captive');
  await taker.leave();
  await owner.run('nft', 'delete table arp deaf');
  await owner.namespace.ip(['neigh flush all']);
  t.is(await owner.status(siteUrl), '200');
  t.is((await clientRow(hotspot, owner))?.state, 'authorised');
});

test('of two devices that claim the same addresses by turns only the one that logged in is ever online', async (t, hotspot) => {
  const [owner, taker] = [await hotspot.addPhone(), await hotspot.addPhoneWithoutAddress()];
  await logIn(owner);
  await taker.takeAddresses(owner);
  const heard = { owner: new Set<string>(), taker: new Set<string>() };
  for (let turn = 0; turn < 8; turn += 1)
    for (const [name, phone] of [
      ['owner', owner],
      ['taker', taker],
    ] as const) {
      await phone.namespace.ip(['neigh flush all']); // so that it asks for the gateway, and is heard to have the address
      const option = turn % 2 === 0 ? '-4' : '-6';
      heard[name].add(await phone.status(siteUrl, option, '--connect-timeout', '1'));
      if (name === 'taker') t.not(await phone.probe('tcp', internet.address4, '443'), 'answered');
    }
  t.true(heard.owner.has('200'));
  t.true(heard.taker.has('511'));
  t.false(heard.taker.has('200'));
  t.is((await clientRow(hotspot, owner))?.state, 'authorised');
  t.is((await clientRow(hotspot, taker))?.state ?? 'captive', 'captive');
});

test('thousands of addresses on one device let nobody else in, and cost the daemon no memory for good', async (t, hotspot) => {
  const [many, other] = [await hotspot.addPhone(), await hotspot.addPhone()];
  await logIn(many);
  const claimed = Array.from({ length: 5_000 }, (_, each) => `${zones.guest.prefix6}1:${each.toString(16)}`);
  await hotspot.gateway.ip(
    claimed.map((each) => `neigh replace ${each} lladdr ${many.mac} dev ${zones.guest.bridge} nud permanent`),
  );
  t.true(((await clientRow(hotspot, many))?.addresses.length ?? 0) >= claimed.length);
  await askOften(hotspot, 150);
  const before = await memoryOf(hotspot);
  await askOften(hotspot, 100);
  const grown = (await memoryOf(hotspot)) - before;
  t.log(`${before} kB, grown by ${grown} kB`);
  t.true(grown < 60_000, `${grown} kB more`);

  t.is(await other.status(siteUrl), '511');
  await logIn(other);
  t.is(await other.status(siteUrl), '200');
  await hotspot.daemon.run('revoke', many.mac);
  t.is(await many.status(siteUrl), '511');
  t.is(await other.status(siteUrl), '200');
});

/** Answers nobody who asks for its MAC. */
const deafness =
  'add table arp deaf; add chain arp deaf in { type filter hook input priority 0; policy drop; }';

/** While the kernel has no MAC for the phone's address. */
async function isToldToTryAgain(t: ExecutionContext, { daemon, gateway }: Hotspot, phone: Phone) {
  const visit = phone.startVisit(gatewayIn('guest').address4);
  await visit.line(/^connected$/);
  await phone.run('nft', deafness);
  await gateway.ip([`neigh del ${phone.address4} dev ${zones.guest.bridge}`]);
  const logged = daemon.nextLogged('a request could not be served');
  visit.signal('SIGUSR1');
  t.regex((await logged) ?? '', /"code":"unknown-device"/);
  await phone.run('nft', 'delete table arp deaf');
  const { stdout } = await visit.finished;
  t.regex(stdout, /^HTTP\/1\.1 503 /m);
  t.regex(stdout, /^Retry-After: \d+\r$/im);
}

/** The whole list of clients, which takes the whole neighbour table. */
async function askOften({ gateway, directory }: Hotspot, times: number): Promise<void> {
  const urls = Array.from({ length: times }, () => 'http://localhost/api/v1/clients');
  const socket = adminSocketIn(join(directory, 'state'));
  const { code } = await gateway.run('curl', ['--silent', '--fail', '--unix-socket', socket, ...urls]);
  if (code !== 0) throw new Error(`curl ended with ${code}`);
}
