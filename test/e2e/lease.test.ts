import type { ExecutionContext } from 'ava';
import { internet, leasedAddress, siteUrl } from './addresses.js';
import { clientRow } from './clients.js';
import { eventually } from './eventually.js';
import { gatewayTests } from './gateway-tests.js';
import { giveBackLease, takeLease } from './lease.js';
import { logIn } from './login.js';
import type { Phone } from './phone.js';

const test = gatewayTests();

test('who gets the DHCP lease of a device that is online must log in himself', async (t, hotspot) => {
  const [first, second] = [await hotspot.addPhoneWithoutAddress(), await hotspot.addPhoneWithoutAddress()];
  await takeLease(first);
  await logIn(first);
  await giveBackLease(first);
  await takeLease(second);
  t.deepEqual([first.address4, second.address4], [leasedAddress, leasedAddress]);
  await mustLogIn(t, second);
  t.is((await clientRow(hotspot, first))?.state, 'authorised');
});

test('who takes the addresses of a device that is online must log in himself', async (t, hotspot) => {
  const [owner, taker] = [await hotspot.addPhone(), await hotspot.addPhoneWithoutAddress()];
  await logIn(owner);
  await owner.leave();
  await taker.takeAddresses(owner);
  await mustLogIn(t, taker);
  t.is((await clientRow(hotspot, owner))?.state, 'authorised');

  // Nor does the owner lose by what the other one does under these addresses.
  await logIn(taker);
  await hotspot.daemon.run('revoke', taker.mac);
  await taker.leave();
  await owner.takeAddresses();
  for (const option of ['-4', '-6']) t.deepEqual(await heardUntil('200', owner, option), ['200']);
});

async function mustLogIn(t: ExecutionContext, phone: Phone): Promise<void> {
  t.is(await phone.probe('tcp', internet.address4, '443'), 'ECONNREFUSED');
  for (const option of ['-4', '-6']) {
    const heard = await heardUntil('511', phone, option);
    t.false(heard.includes('200'));
  }
}

/** The kernel may believe for up to a second that an address is still another device's (arp(7), locktime). */
async function heardUntil(wanted: string, phone: Phone, option: string): Promise<string[]> {
  const heard: string[] = [];
  return eventually(async () => {
    const status = await phone.status(siteUrl, option, '--connect-timeout', '2');
    heard.push(status);
    return status === wanted ? heard : undefined;
  });
}
