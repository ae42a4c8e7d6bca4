import { gatewayIn, siteUrl, zones } from '../e2e/addresses.js';
import { eventually } from '../e2e/eventually.js';
import { gatewayTests } from '../e2e/gateway-tests.js';
import type { Hotspot } from '../e2e/hotspot.js';
import { logIn } from '../e2e/login.js';
import type { Phone } from '../e2e/phone.js';
import { along, type Family, families, marked, seenOfTries, sendFrames, wayOut } from './attacker.js';
import { waysOut } from './attempts.js';
import { advertisement, type Claim, gratuitousArp, solicitation } from './claims.js';

const bound = gatewayTests(['ping'], { bindsAddresses: true });
const unbound = gatewayTests(['ping']);

/** What tells the gateway that an address has moved. */
const claims: Readonly<Record<string, { family: Family; frame: (claim: Claim, own: string) => Buffer }>> = {
  'an ARP answer': { family: 'IPv4', frame: gratuitousArp },
  'a neighbour advertisement': { family: 'IPv6', frame: advertisement },
  'a neighbour solicitation': { family: 'IPv6', frame: solicitation },
};

for (const family of Object.keys(families) as Family[]) {
  bound(
    `with bound addresses nothing is forwarded from the ${family} address of another guest`,
    async (t, hotspot) => {
      const [owner, attacker] = await twoOnline(hotspot);
      t.deepEqual(await seenFrom(hotspot, attacker, family, owner), []);
      t.is(await owner.status(siteUrl), '200');
      t.is(await attacker.status(siteUrl), '200');
    },
  );

  unbound(
    `without, who is online may send from the ${family} address of another guest`,
    async (t, hotspot) => {
      const [owner, attacker] = await twoOnline(hotspot);
      t.not((await seenFrom(hotspot, attacker, family, owner)).length, 0);
    },
  );
}

for (const [what, { family, frame }] of Object.entries(claims)) {
  const key = families[family];
  const claim = async (hotspot: Hotspot, attacker: Phone, owner: Phone) => {
    const { stdout } = await hotspot.gateway.run('cat', [`/sys/class/net/${zones.guest.bridge}/address`]);
    await hotspot.gateway.set([`ipv4/neigh/${zones.guest.bridge}/locktime=0`]); // else a second word is not heard at once
    const to = { mac: stdout.trim(), address: gatewayIn('guest')[key] };
    await sendFrames(attacker, [frame({ mac: attacker.mac, address: owner[key], to }, attacker[key])]);
  };

  bound(`with bound addresses ${what} does not take the address of another guest`, async (t, hotspot) => {
    const [owner, attacker] = await twoOnline(hotspot);
    await claim(hotspot, attacker, owner);
    await claim(hotspot, attacker, owner);
    t.is(await attacker.status(siteUrl), '200'); // what came before has been heard
    t.is(await neighbourMac(hotspot, owner[key]), owner.mac);
    t.is(await owner.status(siteUrl), '200');
  });

  unbound(`without, ${what} takes the address of another guest`, async (t, hotspot) => {
    const [owner, attacker] = await twoOnline(hotspot);
    const taken = await eventually(async () => {
      await claim(hotspot, attacker, owner);
      return (await neighbourMac(hotspot, owner[key])) === attacker.mac || undefined;
    });
    t.true(taken);
  });
}

bound(
  'who takes the addresses of a guest who is online reaches nothing, until their time is over',
  async (t, hotspot) => {
    const [owner, taker] = [await hotspot.addPhone(), await hotspot.addPhoneWithoutAddress()];
    await logIn(owner);
    await owner.leave();
    await taker.takeAddresses(owner);
    t.not(await taker.status(siteUrl, '-4', '--max-time', '2'), '511');
    t.not(await taker.status(siteUrl, '-6', '--max-time', '2'), '511');
    await endBindings(hotspot);
    t.is(await taker.status(siteUrl, '-4'), '511');
    t.is(await taker.status(siteUrl, '-6'), '511');
  },
);

bound('a guest may take some addresses, and not all that there are', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  await logIn(phone);
  const tries = Array.from({ length: 200 }, (_, number) =>
    marked({ address: waysOut.QUIC ?? (() => []) }, `address ${number}.`).map(({ mark, packets }) => ({
      mark,
      packets: packets(wayOut('IPv6', `${zones.guest.prefix6}5:${number}`)),
    })),
  ).flat();
  const seen = await seenOfTries(hotspot, phone, tries);
  t.true(seen.length > 4 && seen.length < 40, `${seen.length} of them`);
  t.is(await phone.status(siteUrl), '200');
});

async function twoOnline(hotspot: Hotspot): Promise<[Phone, Phone]> {
  const phones: [Phone, Phone] = [await hotspot.addPhone(), await hotspot.addPhone()];
  for (const phone of phones) {
    await logIn(phone);
    for (const option of ['-4', '-6']) await phone.status(siteUrl, option);
  }
  return phones;
}

/** What of an attacker who pretends another's address comes out of the gateway. */
function seenFrom(hotspot: Hotspot, attacker: Phone, family: Family, owner: Phone): Promise<string[]> {
  const tries = marked(waysOut, `${family} of another`);
  return seenOfTries(hotspot, attacker, along(wayOut(family, owner), tries));
}

async function neighbourMac(hotspot: Hotspot, address: string): Promise<string | undefined> {
  const { stdout } = await hotspot.gateway.run('ip', ['neigh', 'show', address]);
  return / lladdr (\S+)/.exec(stdout)?.[1];
}

/** As ten minutes without a packet do. */
async function endBindings({ gateway }: Hotspot): Promise<void> {
  const inet = ['owned4', 'owner4', 'owned6', 'owner6'].map((set) => `inet gate511_addresses ${set}`);
  const arp = ['owned', 'owner'].map((set) => `arp gate511_addresses ${set}`);
  await gateway.run('nft', [[...inet, ...arp].map((set) => `flush set ${set}`).join('; ')]);
}
