import { gatewayIn, internet, siteUrl } from '../e2e/addresses.js';
import { gatewayTests } from '../e2e/gateway-tests.js';
import { logIn } from '../e2e/login.js';
import {
  along,
  type Family,
  families,
  marked,
  seenOfTries,
  seenOutside,
  sendPackets,
  wayOut,
} from './attacker.js';
import { neverForwarded, waysOut } from './attempts.js';
import { onLastHop, packet, udp } from './packets.js';

const test = gatewayTests(['ping']);

const pretended = {
  IPv4: [
    '198.51.100.7',
    internet.address4,
    gatewayIn('guest').address4,
    gatewayIn('staff').address4,
    '10.78.0.50',
    '127.0.0.1',
    '224.0.0.1',
  ],
  IPv6: [
    '2001:db8:5::7',
    internet.address6,
    gatewayIn('guest').address6,
    gatewayIn('staff').address6,
    'fd78::50',
    '::1',
    'ff02::1',
    'fe80::7',
  ],
} as const;

for (const family of Object.keys(families) as Family[]) {
  test(`no ${family} packet from an address outside the zone is forwarded, even of who is online`, async (t, hotspot) => {
    const phone = await hotspot.addPhone();
    await logIn(phone);
    const tries = pretended[family].flatMap((source) =>
      along(wayOut(family, source), marked(waysOut, source)),
    );
    const seen = await seenOfTries(hotspot, phone, tries);
    t.deepEqual(seen, []);
  });

  test(`no ${family} error of the gateway’s own carries what a captive device wrote to the address that it pretends`, async (t, hotspot) => {
    const captive = await hotspot.addPhone();
    const way = {
      ...wayOut(family, internet[families[family]]),
      to: { IPv4: '198.51.100.9', IPv6: '2001:db8:5::9' }[family],
    };
    const tries = along(way, marked({ ...waysOut, ...neverForwarded }, 'in an error')).map((each) => ({
      ...each,
      packets: each.packets.map(onLastHop),
    }));
    t.deepEqual(await seenOfTries(hotspot, captive, tries), []);
  });

  test(`the ${family} address of a guest who is online opens nothing to another device`, async (t, hotspot) => {
    const [attacker, owner] = [await hotspot.addPhone(), await hotspot.addPhone()];
    await logIn(owner);
    const tries = marked(waysOut, 'another address');
    const seen = await seenOfTries(hotspot, attacker, along(wayOut(family, owner), tries));
    t.deepEqual(seen, []);
    t.is(await owner.status(siteUrl), '200');
  });

  test(`the ${family} connection of a guest who is online takes no packet from another zone`, async (t, hotspot) => {
    const [owner, attacker] = [await hotspot.addPhone('guest'), await hotspot.addPhone('staff')];
    await logIn(owner);
    await logIn(attacker);
    const way = wayOut(family, owner);
    const saying = (text: string) => [packet(way, udp(way, 443, text))];
    const seen = await seenOutside(hotspot, ['<own>', '<own again>', '<forged>'], async () => {
      await sendPackets(hotspot, owner, saying('<own>'));
      await sendPackets(hotspot, owner, saying('<own again>'));
      await sendPackets(hotspot, attacker, saying('<forged>'));
    });
    t.deepEqual(seen, ['<own>', '<own again>']);
  });

  test(`VLAN tags lead no ${family} packet past the firewall`, async (t, hotspot) => {
    const captive = await hotspot.addPhone();
    const way = wayOut(family, captive);
    const tagged = ['8100 0000', '8100 0001', '8100 0fff', '88a8 0001', '88a8 0001 8100 0001'].map(
      (tags) => ({
        tags,
        tries: marked(waysOut, tags),
      }),
    );
    const marks = tagged.flatMap(({ tries }) => tries.map(({ mark }) => mark));
    const seen = await seenOutside(hotspot, marks, async () => {
      for (const { tags, tries } of tagged)
        await sendPackets(
          hotspot,
          captive,
          tries.flatMap(({ packets }) => packets(way)),
          tags,
        );
    });
    t.deepEqual(seen, []);
  });
}
