import { join } from 'node:path';
import { adminSocketIn } from '../../src/config/state.js';
import { clientNumber } from '../clients.js';
import { internet, portalUrl, siteUrl } from './addresses.js';
import { aWhileOf, startDownload } from './downloads.js';
import { gatewayTests } from './gateway-tests.js';
import { logIn } from './login.js';

const test = gatewayTests();

test('SIGHUP brings a new configuration, and takes a zone away, without cutting what runs in another', async (t, hotspot) => {
  const [guest, captive, staff] = [
    await hotspot.addPhone('guest'),
    await hotspot.addPhone('guest'),
    await hotspot.addPhone('staff'),
  ];
  await Promise.all([logIn(guest), logIn(staff)]);
  const download = await startDownload(guest);

  await hotspot.daemon.configure({ name: 'Harbour Office', zones: ['guest'] });
  await hotspot.daemon.reload('the new configuration is in force');
  await aWhileOf(download);
  t.is(await guest.status(siteUrl), '200');
  t.true((await captive.curl(portalUrl)).stdout.includes('Welcome to Harbour Office'));
  t.is(await captive.probe('tcp', internet.address4, '443'), 'ECONNREFUSED');
  const { stdout } = await hotspot.gateway.run('nft', ['list', 'table', 'inet', 'gate511']);
  t.false(stdout.includes('staff'));

  await hotspot.daemon.configure({});
  await hotspot.daemon.reload('the new configuration is in force');
  await aWhileOf(download);
  t.is(await captive.status(siteUrl), '511');
  t.is(await staff.status(siteUrl), '200'); // its authorisation was kept
});

test('SIGHUP with a configuration that is wrong changes nothing', async (t, hotspot) => {
  const [phone, captive] = [await hotspot.addPhone(), await hotspot.addPhone()];
  await logIn(phone);
  await hotspot.daemon.configure({ duration: 'long' });
  t.is((await hotspot.daemon.run('check')).code, 78);
  await hotspot.daemon.reload('the new configuration cannot be used');
  t.is(await phone.status(siteUrl), '200');
  t.is(await captive.status(siteUrl), '511');
});

test('who is let in while a configuration is loaded is let in, and keeps no reload from it', async (t, hotspot) => {
  await hotspot.daemon.configure({});
  const macs = Array.from({ length: 1_500 }, (_, number) => clientNumber(number).mac);
  const socket = adminSocketIn(join(hotspot.directory, 'state'));
  const urls = macs.map((mac) => `http://localhost/api/v1/authorisations/${mac}`);
  const logins = hotspot.gateway.start('curl', [
    ...['--silent', '--show-error', '--fail', '--parallel', '--parallel-max', '16', '--unix-socket', socket],
    ...['--request', 'PUT', '--json', '{"zone":"guest"}', ...urls],
  ]);
  for (let times = 0; times < 3; times += 1) await hotspot.daemon.reload('the new configuration is in force');
  t.is((await logins.finished).code, 0);
  const { stdout } = await hotspot.gateway.run('nft', ['list', 'map', 'inet', 'gate511', 'auth_guest']);
  t.deepEqual(new Set(stdout.match(/02:ff(:[0-9a-f]{2}){4}/g)), new Set(macs));
});
