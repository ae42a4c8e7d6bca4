import { internet, siteUrl } from './addresses.js';
import { clientRow } from './clients.js';
import { aWhileOf, connectionReset, endOf, startDownload } from './downloads.js';
import { gatewayTests } from './gateway-tests.js';
import { logIn } from './login.js';

const test = gatewayTests();

for (const { how, signal, code } of [
  { how: 'restarted', signal: 'SIGTERM', code: 0 },
  { how: 'killed and started again', signal: 'SIGKILL', code: null },
] as const)
  test(`a daemon that is ${how} cuts nobody off and lets nobody in`, async (t, hotspot) => {
    const [phone, captive] = [await hotspot.addPhone(), await hotspot.addPhone()];
    await logIn(phone);
    const downloads = [await startDownload(phone, '-4'), await startDownload(phone, '-6')];

    t.is(await hotspot.daemon.stop(signal), code);
    await Promise.all(downloads.map(aWhileOf));
    t.is(await phone.status(siteUrl), '200');
    t.is(await captive.probe('tcp', internet.address4, '443'), 'ECONNREFUSED');
    t.is(await captive.status(siteUrl), 'exit 7'); // refused: nobody is there to say 511

    await hotspot.daemon.start();
    await Promise.all(downloads.map(aWhileOf));
    t.is(await phone.status(siteUrl), '200');
    t.is(await captive.status(siteUrl), '511');

    // The daemon knows the client again as the one that the kernel has: it can still end it.
    await hotspot.daemon.run('revoke', phone.mac);
    for (const download of downloads) t.regex(await endOf(download), connectionReset);
    t.is(await phone.status(siteUrl), '511');
  });

test('bytes that were counted before a restart are still counted after it', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  await logIn(phone);
  t.is(await phone.status(`${siteUrl}megabyte`), '200');
  await hotspot.daemon.stop();
  await hotspot.daemon.start();
  const { outputBytes = 0 } = (await clientRow(hotspot, phone)) ?? {};
  t.true(outputBytes > 1024 * 1024 && outputBytes < 1.5 * 1024 * 1024);
});

test('the table goes away when the operator says so, and not while the daemon runs', async (t, hotspot) => {
  const captive = await hotspot.addPhone();
  t.is((await hotspot.daemon.run('ruleset', '--remove')).code, 1);
  t.is(await captive.status(siteUrl), '511');
  await hotspot.daemon.stop();
  t.is((await hotspot.daemon.run('ruleset', '--remove')).code, 0);
  t.is((await hotspot.gateway.run('nft', ['list', 'tables'])).stdout, '');
  t.is(await captive.probe('tcp', internet.address4, '443'), 'answered');
  await hotspot.daemon.start();
  t.is(await captive.status(siteUrl), '511');
});
