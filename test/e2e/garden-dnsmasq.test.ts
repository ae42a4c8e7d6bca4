import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { gatewayIn, siteUrl, uplink } from './addresses.js';
import { aWhileOf, connectionReset, endOf, startDownload } from './downloads.js';
import { eventually } from './eventually.js';
import { runOut } from './garden-time.js';
import { gatewayTests } from './gateway-tests.js';
import { addSites, InternetNames, type Site, siteAt } from './internet-names.js';
import type { Phone } from './phone.js';

const test = gatewayTests([], {
  gardenNames: 'dnsmasq',
  garden: ['menu.example:80', '*.shop.example', 'only443.example:443', 'www.shop.example:853'],
});
const [old, fresh, below, elsewhere, aliased] = [siteAt(91), siteAt(92), siteAt(93), siteAt(94), siteAt(95)];
const names = {
  'menu.example': Object.values(old),
  'www.shop.example': Object.values(below),
  'only443.example': Object.values(elsewhere),
  'elsewhere.example': Object.values(elsewhere),
};
const inUrl = (address: string) => (address.includes(':') ? `[${address}]` : address);
const urlOf = (address: string) => `http://${inUrl(address)}/`;
/** How sets for menu.example’s ports end. */
const menu = '_80';
let internetNames: InternetNames;

test('the daemon writes what dnsmasq must read, and says where', async (t, hotspot) => {
  await addSites(hotspot, 91, 92, 93, 94, 95);
  internetNames = new InternetNames(hotspot);
  await internetNames.answer(names);
  const { code, stdout } = await hotspot.daemon.run('dhcp');
  t.is(code, 0);
  const [, snippet = ''] = /^conf-file=(.*)$/m.exec(stdout) ?? [];
  t.is(snippet, join(hotspot.directory, 'state', 'dnsmasq.conf'));
  await hotspot.restartNameServer(`--conf-file=${snippet}`, ...internetNames.forwarding);
});

test('a captive device that resolves a name of the garden reaches it by IPv4 and IPv6', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  for (const address of [old.address4, below.address4, below.address6])
    t.is(await phone.status(urlOf(address)), '511', 'nobody has asked for the name');
  for (const option of ['-4', '-6']) {
    t.is(await phone.status('http://menu.example/', option), '200');
    t.is(await phone.status('http://www.shop.example/', option), '200');
    t.is(await phone.status('http://elsewhere.example/', option), '511');
    t.is(await phone.status(siteUrl, option), '511');
  }
  t.is(await phone.probe('tcp', old.address4, '443'), 'ECONNREFUSED');
  t.is(await phone.probe('tcp', below.address4, '443'), 'answered');
});

test('a name with a port opens that port and nothing else', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  t.is(await phone.status('http://only443.example/'), '511');
  for (const address of Object.values(elsewhere)) t.is(await phone.probe('tcp', address, '443'), 'answered');
});

test('a name of the garden that is an alias opens the addresses of what it stands for', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  t.is(await phone.probe('tcp', aliased.address4, '443'), 'ECONNREFUSED');
  await internetNames.answer(
    { ...names, 'cdn.example': Object.values(aliased) },
    '--cname=pay.shop.example,cdn.example',
  );
  for (const option of ['-4', '-6']) t.is(await phone.status('http://pay.shop.example/', option), '200');
});

test('after its answer has changed a name opens the new address, and the old one for its time only', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  await internetNames.answer({ ...names, 'menu.example': Object.values(fresh) });
  for (const option of ['-4', '-6']) await reached(t, phone, 'http://menu.example/seen-from', option, fresh);
  for (const address of Object.values(old)) t.is(await phone.status(urlOf(address)), '200', 'still its time');

  await runOut(hotspot, menu, 'garden', old);
  for (const address of Object.values(old))
    t.is(await phone.status(urlOf(address)), '200', 'it was in use until now');
  await runOut(hotspot, menu, 'lately', old, 2);
  for (const address of Object.values(old))
    t.true(await eventually(async () => (await phone.status(urlOf(address))) === '511' || undefined));
  for (const address of Object.values(fresh)) t.is(await phone.status(urlOf(address)), '200');
});

test('an address that ran out while its name is in use comes back with the next answer', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  await phone.status('http://menu.example/');
  await runOut(hotspot, menu, 'garden', fresh);
  await runOut(hotspot, menu, 'lately', fresh);
  t.is(await phone.status(urlOf(fresh.address4)), '511');
  t.is(
    await eventually(async () => (await phone.status('http://menu.example/', '-4')) === '200' || undefined),
    true,
  );
});

test('a connection goes on while it is used in its address’s time, and is reset with the last of that', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  for (const option of ['-4', '-6']) {
    const address = option === '-4' ? fresh.address4 : fresh.address6;
    await reached(t, phone, 'http://menu.example/seen-from', option, fresh);
    const download = await startDownload(phone, '--connect-to', `::${inUrl(address)}:`);
    await runOut(hotspot, menu, 'garden', fresh);
    await aWhileOf(download);
    await runOut(hotspot, menu, 'lately', fresh);
    t.regex(await endOf(download), connectionReset);
  }
});

test('a table that was gone when dnsmasq answered is filled by the answers that come', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  await hotspot.daemon.stop('SIGKILL');
  await hotspot.gateway.run('nft', ['delete', 'table', 'inet', 'gate511']);
  await phone.probe('dns', gatewayIn('guest').address4, 'menu.example', 'A');
  await hotspot.daemon.start();
  t.is(
    await eventually(async () => (await phone.status('http://menu.example/', '-4')) === '200' || undefined),
    true,
  );
  t.is(await phone.status(siteUrl), '511');
});

test('a name that resolves to an address of the gateway, of a zone or of a private network opens nothing', async (t, hotspot) => {
  const [phone, other] = [await hotspot.addPhone('guest'), await hotspot.addPhone('staff')];
  const serve = `require('node:net').createServer((s) => s.end('open')).listen(8080, '::', () => console.log('listening'))`;
  await hotspot.gateway.start(process.execPath, ['-e', serve]).line(/^listening$/);
  await other.start(process.execPath, '-e', serve).line(/^listening$/);
  await hotspot.internet.ip(['address add 10.99.0.1/32 dev lo', 'address add fd99::1/128 dev lo']);
  await hotspot.gateway.ip([
    `route add 10.99.0.0/24 via ${siteAt(80).address4}`,
    `route add fd99::/64 via ${siteAt(80).address6}`,
  ]);
  const inside = { address4: '10.99.0.1', address6: 'fd99::1' };
  const guarded = [gatewayIn('guest'), gatewayIn('staff'), uplink, other, inside];
  await internetNames.answer(
    Object.fromEntries(
      guarded.map(({ address4, address6 }, at) => [`n${at}.shop.example`, [address4, address6]]),
    ),
  );
  for (const [at, { address4, address6 }] of guarded.entries()) {
    t.is(await phone.probe('dns', gatewayIn('guest').address4, `n${at}.shop.example`, 'A'), address4);
    t.is(await phone.probe('dns', gatewayIn('guest').address4, `n${at}.shop.example`, 'AAAA'), address6);
    for (const port of ['8080', '443']) {
      t.is(await phone.probe('tcp', address4, port), 'ECONNREFUSED', address4);
      t.is(await phone.probe('tcp', address6, port), 'ECONNREFUSED', address6);
    }
  }
  for (const address of Object.values(inside)) {
    t.is(await phone.status(urlOf(address)), '511');
    t.is((await hotspot.gateway.run('curl', ['-s', '-o', '/dev/null', urlOf(address)])).code, 0);
  }
});

test('what dnsmasq must read is emptied when names are no longer its business', async (t, hotspot) => {
  const snippet = join(hotspot.directory, 'state', 'dnsmasq.conf');
  t.regex(await readFile(snippet, 'utf8'), /^nftset=\/menu\.example\//m);
  await hotspot.daemon.configure({});
  await hotspot.daemon.reload('what dnsmasq must know of the garden has changed: restart dnsmasq');
  t.notRegex(await readFile(snippet, 'utf8'), /^[^#]/m);
});

async function reached(
  t: ExecutionContext,
  phone: Phone,
  url: string,
  option: string,
  { address4, address6 }: Site,
) {
  const address = await eventually(async () => {
    const { stdout } = await phone.curl(option, '--output', '/dev/null', '--write-out', '%{remote_ip}', url);
    return stdout === (option === '-4' ? address4 : address6) ? stdout : undefined;
  });
  t.is(await phone.status(urlOf(address)), '200');
}
