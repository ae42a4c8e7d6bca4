import { internet } from '../e2e/addresses.js';
import { gatewayTests } from '../e2e/gateway-tests.js';
import { type Family, families, marked, seenOutside, sendPackets, wayOut } from './attacker.js';
import { neverForwarded, waysOut } from './attempts.js';

const test = gatewayTests(['ping'], { garden: Object.values(internet) });

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
    const seen = await seenOutside(
      hotspot,
      tries.map(({ mark }) => mark),
      () =>
        sendPackets(
          hotspot,
          phone,
          tries.flatMap(({ packets }) => packets(way)),
        ),
    );
    t.deepEqual(
      seen,
      tries.filter(({ name }) => opened.includes(name)).map(({ mark }) => mark),
    );
  });

  test(`the garden forwards no ${family} packet from an address outside the zone`, async (t, hotspot) => {
    const phone = await hotspot.addPhone();
    const tries = marked(waysOut, 'pretended');
    const way = wayOut(family, family === 'IPv4' ? '198.51.100.7' : '2001:db8:5::7');
    const seen = await seenOutside(
      hotspot,
      tries.map(({ mark }) => mark),
      () =>
        sendPackets(
          hotspot,
          phone,
          tries.flatMap(({ packets }) => packets(way)),
        ),
    );
    t.deepEqual(seen, []);
  });
}
