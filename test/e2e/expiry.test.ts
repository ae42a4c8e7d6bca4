import { internet, siteUrl } from './addresses.js';
import { aWhileOf, connectionReset, endOf, startDownload } from './downloads.js';
import { gatewayTests } from './gateway-tests.js';
import type { Hotspot } from './hotspot.js';
import { logIn } from './login.js';
import type { Phone } from './phone.js';
import type { Program } from './program.js';

const test = gatewayTests();

/** Long enough to be extended in that time on a slow machine, short enough for downloads to outlast it. */
const briefly = '10s';

/** A phone with a download that runs, whose session is over some seconds from now: however long the download took to begin. */
async function downloadingAtTheEnd({ daemon }: Hotspot, phone: Phone): Promise<Program> {
  await logIn(phone);
  const download = await startDownload(phone);
  await daemon.run('authorise', phone.mac, '--for', briefly);
  return download;
}

test('when the session is over, the daemon cuts what runs and says so', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  const download = await downloadingAtTheEnd(hotspot, phone);
  t.regex(await endOf(download), connectionReset);
  t.regex((await hotspot.daemon.logged('authorisation ended')) ?? '', /Session-Timeout/);
  t.is(await phone.status(siteUrl), '511');
});

test('when the session is over, the kernel cuts it though the daemon is dead, and spares an extended one', async (t, hotspot) => {
  const [extended, phone] = [await hotspot.addPhone(), await hotspot.addPhone()];
  await logIn(extended);
  for (const time of [briefly, '1h']) await hotspot.daemon.run('authorise', extended.mac, '--for', time);
  const extendedDownload = await startDownload(extended);
  const download = await downloadingAtTheEnd(hotspot, phone);
  await hotspot.daemon.stop('SIGKILL');
  t.regex(await endOf(download), connectionReset);
  t.is(await phone.probe('tcp', internet.address4, '443'), 'ECONNREFUSED');
  await aWhileOf(extendedDownload);
  t.is(await extended.status(siteUrl), '200');
  await hotspot.daemon.start();
  t.is(await phone.status(siteUrl), '511');
});
