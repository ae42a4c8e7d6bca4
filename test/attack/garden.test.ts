import { internet } from '../e2e/addresses.js';
import { gatewayTests } from '../e2e/gateway-tests.js';
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
import { hex, icmp, packet, udp, type Way } from './packets.js';

const test = gatewayTests(['ping'], { garden: Object.values(internet) });

const elsewhereIn = { IPv4: '192.0.2.81', IPv6: '2001:db8::81' };

/** The rest is name service, tunnels and what is neither TCP nor UDP. */
const opened = [
  'HTTPS, DNS over it included',
  'QUIC',
  'HTTP',
  'SMTP',
  'time (NTP)',
  'a DHCP port',
  'a segment of a connection under way',
  'two fragments',
  'options in the header',
];

for (const family of Object.keys(families) as Family[]) {
  test(`no ${family} name service and no tunnel leads a captive device to a garden whose ports are not named`, async (t, hotspot) => {
    const phone = await hotspot.addPhone();
    const tries = marked({ ...waysOut, ...neverForwarded }, 'garden');
    const way = wayOut(family, phone);
    const seen = await seenOfTries(hotspot, phone, along(way, tries));
    t.deepEqual(
      seen,
      tries.filter(({ name }) => opened.includes(name)).map(({ mark }) => mark),
    );
  });

  test(`no ${family} error about a connection into the garden goes to anybody else`, async (t, hotspot) => {
    const phone = await hotspot.addPhone();
    const way = wayOut(family, phone);
    const elsewhere = { ...way, to: elsewhereIn[family] };
    const [toGarden, toElsewhere] = ['<error to the garden>', '<error to somebody else>'];
    const errorTo = (outer: Way, mark: string) => {
      // What came back from the garden: from port 443 to the one that udp() takes.
      const text = Buffer.from(mark);
      const bytes = Buffer.concat([hex('01bb 9dfb'), Buffer.from([0, 8 + text.length]), hex('0000'), text]);
      const quoted = packet({ from: way.to, to: way.from }, { protocol: 17, bytes });
      const body = Buffer.concat([hex('00000000'), quoted]);
      return packet(outer, icmp(outer, { v4: '0303', v6: '0104' }, body));
    };
    const seen = await seenOutside(hotspot, [toGarden, toElsewhere], () =>
      sendPackets(hotspot, phone, [
        packet(way, udp(way, 443, 'hello')),
        errorTo(elsewhere, toElsewhere),
        errorTo(way, toGarden),
      ]),
    );
    t.deepEqual(seen, [toGarden]);
  });

  test(`the garden forwards no ${family} packet from an address outside the zone`, async (t, hotspot) => {
    const phone = await hotspot.addPhone();
    const tries = marked(waysOut, 'pretended');
    const way = wayOut(family, family === 'IPv4' ? '198.51.100.7' : '2001:db8:5::7');
    const seen = await seenOfTries(hotspot, phone, along(way, tries));
    t.deepEqual(seen, []);
  });
}
