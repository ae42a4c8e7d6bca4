import { gatewayIn, internet, siteUrl, zones } from './addresses.js';
import { clientRow } from './clients.js';
import { gatewayTests } from './gateway-tests.js';
import { logIn } from './login.js';
import { carry } from './wiring.js';

const vlans = { guest: 'eth0.20', staff: 'eth0.30' } as const;
const test = gatewayTests([], {
  zoneKeys: { guest: { interface: vlans.guest }, staff: { interface: vlans.staff } },
});

test('zones on interfaces named as VLANs are, which come when the daemon runs, have logins of their own', async (t, hotspot) => {
  const guest = await hotspot.addPhone('guest');
  const staff = await hotspot.addPhone('staff', guest.mac);
  // Bridges by the names of VLANs: not every kernel that this is tested on has 802.1Q.
  for (const zone of ['guest', 'staff'] as const)
    await hotspot.gateway.ip([
      `link set ${zones[zone].bridge} down`,
      `link set ${zones[zone].bridge} name ${vlans[zone]}`,
      `address flush dev ${vlans[zone]}`,
      ...carry(vlans[zone], gatewayIn(zone)),
    ]);
  await logIn(guest);
  for (const option of ['-4', '-6']) {
    t.is(await guest.status(siteUrl, option), '200');
    t.is(await staff.status(siteUrl, option), '511');
  }
  t.like(await clientRow(hotspot, guest), { zone: 'guest', state: 'authorised' });
  t.like(await clientRow(hotspot, staff), { zone: 'staff', state: 'captive' });
  t.is(await staff.probe('tcp', internet.address4, '443'), 'ECONNREFUSED');
  await logIn(staff);
  t.is((await hotspot.daemon.run('revoke', guest.mac, '--zone', 'guest')).code, 0);
  t.is(await guest.status(siteUrl), '511');
  t.is(await staff.status(siteUrl), '200');
});
