import { internet, siteUrl } from './addresses.js';
import { aWhileOf, connectionReset, endOf, startDownload } from './downloads.js';
import { gatewayTests } from './gateway-tests.js';
import { logIn } from './login.js';

const test = gatewayTests([], { duration: '3s' });

test('when the session is over, the daemon cuts what runs and says so', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  await logIn(phone);
  const download = await startDownload(phone);
  t.regex(await endOf(download), connectionReset);
  t.regex((await hotspot.daemon.logged('authorisation ended')) ?? '', /Session-Timeout/);
  t.is(await phone.status(siteUrl), '511');
});

test('when the session is over, the kernel cuts it though the daemon is dead, and spares an extended one', async (t, hotspot) => {
  const [extended, phone] = [await hotspot.addPhone(), await hotspot.addPhone()];
  await logIn(extended);
  await hotspot.daemon.run('authorise', extended.mac, '--for', '1h');
  const extendedDownload = await startDownload(extended);
  await logIn(phone);
  const download = await startDownload(phone);
  await hotspot.daemon.stop('SIGKILL');
  t.regex(await endOf(download), connectionReset);
  t.is(await phone.probe('tcp', internet.address4, '443'), 'ECONNREFUSED');
  await aWhileOf(extendedDownload);
  t.is(await extended.status(siteUrl), '200');
  await hotspot.daemon.start();
  t.is(await phone.status(siteUrl), '511');
});
