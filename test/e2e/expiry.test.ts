import { internet, siteUrl } from './addresses.js';
import { connectionReset, startDownload } from './downloads.js';
import { gatewayTests } from './gateway-tests.js';
import { logIn } from './login.js';

const test = gatewayTests([], { duration: '3s' });

test('when the session is over, the daemon cuts what runs and says so', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  await logIn(phone);
  const download = await startDownload(phone);
  t.is((await download.finished).code, connectionReset);
  t.regex((await hotspot.daemon.logged('authorisation ended')) ?? '', /Session-Timeout/);
  t.is(await phone.status(siteUrl), '511');
});

test('when the session is over, the kernel cuts what runs though the daemon is dead', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  await logIn(phone);
  const download = await startDownload(phone);
  await hotspot.daemon.stop('SIGKILL');
  t.is((await download.finished).code, connectionReset);
  t.is(await phone.probe('tcp', internet.address4, '443'), 'ECONNREFUSED');
  await hotspot.daemon.start();
  t.is(await phone.status(siteUrl), '511');
});
