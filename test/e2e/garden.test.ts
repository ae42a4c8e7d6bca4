import { fileURLToPath } from 'node:url';
import { gatewayIn, internet, siteUrl } from './addresses.js';
import { aWhileOf, connectionReset, endOf, startDownload } from './downloads.js';
import { gatewayTests } from './gateway-tests.js';
import { addSites, InternetNames, siteAt } from './internet-names.js';
import { logIn } from './login.js';

const [whole, partly, nameServer] = [siteAt(81), siteAt(82), siteAt(83)];
const garden = [
  whole.address4,
  whole.address6,
  '192.0.2.84/31',
  '[2001:db8::84/127]:80',
  `${partly.address4}:443,4433`,
  `[${partly.address6}]:443,4433`,
  `${nameServer.address4}:53`,
  // These must open nothing: the gateway's own addresses, and the other zone.
  gatewayIn('guest').address4,
  gatewayIn('guest').address6,
  '10.78.0.0/24',
  'fd78::/64',
];
const test = gatewayTests([], { garden });
const probe = fileURLToPath(new URL('probe.js', import.meta.url));
/** Answers from the address that was asked, which a socket for all of them does not. */
const echo = `const addresses = ${JSON.stringify([whole, partly].flatMap((site) => Object.values(site)))};
  Promise.all(addresses.map((address) => new Promise((listening) => {
    const udp = require('node:dgram').createSocket(address.includes(':') ? 'udp6' : 'udp4');
    udp.on('message', (m, from) => udp.send(m, from.port, from.address)).bind(4433, address, listening);
  }))).then(() => console.log('listening'));`;
const serve = `require('node:net').createServer((s) => s.end('open')).listen(8080, '::', () => console.log('listening'))`;
const urlOf = (address: string) => `http://${address.includes(':') ? `[${address}]` : address}/`;

test('a captive device reads a site in the garden by IPv4 and IPv6, and no other', async (t, hotspot) => {
  await addSites(hotspot, 81, 82, 83);
  await hotspot.internet.start(process.execPath, ['-e', echo]).line(/^listening$/);
  const phone = await hotspot.addPhone();
  for (const address of Object.values(whole)) {
    t.true((await phone.curl(urlOf(address))).stdout.includes('The original page'));
    t.is(await phone.probe('tcp', address, '443'), 'answered');
    t.is(await phone.probe('udp', address, '4433'), 'answered');
  }
  for (const address of Object.values(internet)) {
    t.is(await phone.status(urlOf(address)), '511');
    t.is(await phone.probe('tcp', address, '443'), 'ECONNREFUSED');
  }
  t.is((await phone.curl(`${urlOf(whole.address4)}megabyte`)).stdout.length, 1024 * 1024);
});

test('an entry with ports opens these and nothing else', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  for (const address of Object.values(partly)) {
    t.is(await phone.probe('tcp', address, '443'), 'answered');
    t.is(await phone.probe('udp', address, '4433'), 'answered');
    t.is(await phone.status(urlOf(address)), '511');
    t.is(await phone.probe('tcp', address, '8443'), 'ECONNREFUSED');
  }
});

test('a network in the garden is open up to its edges, and not beyond', async (t, hotspot) => {
  await addSites(hotspot, 84, 85, 86);
  const phone = await hotspot.addPhone();
  for (const inside of [84, 85].map(siteAt))
    for (const address of Object.values(inside)) t.is(await phone.status(urlOf(address)), '200', address);
  for (const address of Object.values(siteAt(86))) t.is(await phone.status(urlOf(address)), '511', address);
  t.is(await phone.probe('tcp', siteAt(84).address4, '443'), 'answered');
  t.is(await phone.probe('tcp', siteAt(84).address6, '443'), 'ECONNREFUSED');
});

test('name servers in the garden answer only where port 53 is named', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  await new InternetNames(hotspot).answer({ 'secret.example': [internet.address4] });
  t.is(await phone.probe('dns', nameServer.address4, 'secret.example', 'A'), internet.address4);
  t.is(await phone.probe('dns', whole.address4, 'secret.example', 'A'), 'EREFUSED');
  t.is(await phone.probe('tcp', whole.address4, '853'), 'ECONNREFUSED');
});

test('nothing in the garden reaches a captive device that did not ask', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  await phone.start(process.execPath, '-e', serve).line(/^listening$/);
  await phone.curl(urlOf(whole.address4));
  for (const address of [phone.address4, phone.address6]) {
    const { stdout } = await hotspot.internet.run(process.execPath, [probe, 'tcp', address, '8080']);
    t.is(stdout.trim(), 'ABORT_ERR');
  }
  t.is(await phone.probe('tcp', '127.0.0.1', '8080'), 'answered');
});

test('entries that hold the gateway’s own addresses or another zone open nothing there', async (t, hotspot) => {
  const [phone, other] = [await hotspot.addPhone('guest'), await hotspot.addPhone('staff')];
  await other.start(process.execPath, '-e', serve).line(/^listening$/);
  await hotspot.gateway.start(process.execPath, ['-e', serve]).line(/^listening$/);
  for (const address of [...Object.values(gatewayIn('guest')), ...Object.values(gatewayIn('staff'))])
    for (const port of ['8080', '8511', '8512'])
      t.is(await phone.probe('tcp', address, port), 'ECONNREFUSED', `${address} port ${port}`);
  for (const address of [other.address4, other.address6])
    t.is(await phone.probe('tcp', address, '8080'), 'ECONNREFUSED', address);
});

test('a download from the garden goes on over the login, and counts from then on', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  const download = await startDownload(phone, '--connect-to', `::${whole.address4}:`);
  await download.received(16 * 1024);
  const outputBytes = async () => {
    const { stdout } = await hotspot.daemon.run('clients', '--json');
    const clients: { mac: string; outputBytes: number }[] = JSON.parse(stdout);
    return clients.find(({ mac }) => mac === phone.mac)?.outputBytes;
  };
  t.is(await outputBytes(), 0);
  await logIn(phone);
  await download.received(512 * 1024);
  await hotspot.daemon.reload('the new configuration is in force'); // reads the counters as well
  t.true(((await outputBytes()) ?? 0) > 512 * 1024);
  await hotspot.daemon.run('revoke', phone.mac);
  await endOf(download);
  t.is(await phone.status(urlOf(whole.address4)), '200');
  t.is(await phone.status(siteUrl), '511');
});

test('the garden is closed to a device that is denied', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  t.is(await phone.status(urlOf(whole.address4)), '200');
  await hotspot.daemon.run('deny', phone.mac);
  t.is(await phone.probe('tcp', whole.address4, '443'), 'ABORT_ERR');
  await hotspot.daemon.run('forget', phone.mac);
  t.is(await phone.probe('tcp', whole.address4, '443'), 'answered');
});

test('a reload that takes an entry out of the garden cuts what runs to it, and nothing else', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  const udp = phone.startProbe('talk', whole.address4, '4433');
  await udp.line(/^answered$/);
  const download = await startDownload(phone, '--connect-to', `::${whole.address4}:`);
  const other = await startDownload(phone, '--connect-to', `::[${whole.address6}]:`);
  await hotspot.daemon.configure({ garden: garden.filter((entry) => entry !== whole.address4) });
  await hotspot.daemon.reload('the new configuration is in force');
  t.regex(await endOf(download), connectionReset);
  t.is((await udp.finished).stdout.trim().split('\n').at(-1), 'EHOSTUNREACH');
  await aWhileOf(other);
  await hotspot.daemon.configure({ garden });
  await hotspot.daemon.reload('the new configuration is in force');
  await aWhileOf(other);
});

test('a reload that takes the garden away cuts what runs in it', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  const download = await startDownload(phone, '--connect-to', `::${whole.address4}:`);
  await hotspot.daemon.configure({});
  await hotspot.daemon.reload('the new configuration is in force');
  t.regex(await endOf(download), connectionReset);
  t.is(await phone.status(urlOf(whole.address4)), '511');
  await hotspot.daemon.configure({ garden });
  await hotspot.daemon.reload('the new configuration is in force');
  t.is(await phone.status(urlOf(whole.address4)), '200');
});
