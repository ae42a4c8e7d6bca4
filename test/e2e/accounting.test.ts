import { internet, siteUrl } from './addresses.js';
import { clientRow } from './clients.js';
import { gatewayTests, type HotspotTest } from './gateway-tests.js';
import type { Hotspot } from './hotspot.js';
import { logIn } from './login.js';
import { Meter } from './meter.js';
import type { Phone } from './phone.js';

const test = gatewayTests();

const accounted = async (hotspot: Hotspot, phone: Phone) => {
  const {
    inputBytes = 0,
    inputPackets = 0,
    outputBytes = 0,
    outputPackets = 0,
  } = (await clientRow(hotspot, phone)) ?? {};
  return {
    up: { packets: inputPackets, bytes: inputBytes },
    down: { packets: outputPackets, bytes: outputBytes },
  };
};

const meterOn = (phone: Phone) => Meter.onPhone(phone.namespace, '192.0.2.80', '2001:db8::80');

/** Online, and with nothing sent yet but to the gateway. */
async function onlinePhone(hotspot: Hotspot): Promise<Phone> {
  const phone = await hotspot.addPhone();
  await logIn(phone);
  return phone;
}

const transfers: Readonly<Record<string, (phone: Phone) => Promise<unknown>>> = {
  'a download over IPv4': (phone) => phone.status(`${siteUrl}megabyte`, '-4'),
  'a download over IPv6': (phone) => phone.status(`${siteUrl}megabyte`, '-6'),
  'a download in packets as small as a radio sends them': async (phone) => {
    await phone.run('ethtool', '-K', 'eth0', 'tso', 'off', 'gso', 'off', 'gro', 'off');
    await phone.status(`${siteUrl}megabyte`);
  },
  'an upload': (phone) =>
    phone.run('sh', '-c', `head -c 1000000 /dev/zero | curl -s --max-time 3 -T - ${siteUrl}upload`),
  pings: async (phone) => {
    await phone.run('ping', '-c', '3', '-i', '0.2', internet.address4);
    await phone.run('ping', '-c', '3', '-i', '0.2', internet.address6);
  },
  datagrams: async (phone) => {
    await phone.probe('udp', internet.address4, '443');
    await phone.probe('udp', internet.address6, '443');
  },
  'several addresses of one device': async (phone) => {
    await phone.namespace.ip(['address add 10.77.0.99/24 dev eth0', 'address add fd77::99/64 dev eth0']);
    await phone.status(`${siteUrl}megabyte`, '-4', '--interface', '10.77.0.99');
    await phone.status(`${siteUrl}megabyte`, '-6', '--interface', 'fd77::99');
  },
};

for (const [what, transfer] of Object.entries(transfers))
  test(`accounted is what the device sent and received, to the byte: ${what}`, async (t, hotspot) => {
    const phone = await onlinePhone(hotspot);
    const meter = await meterOn(phone);
    await transfer(phone);
    await phone.closed();
    const metered = await meter.read();
    t.true(metered.up.packets > 0 && metered.down.packets > 0);
    t.deepEqual(await accounted(hotspot, phone), metered);
  });

test('a packet that comes in fragments counts as the one that they make', async (t, hotspot) => {
  const phone = await onlinePhone(hotspot);
  const data = 4_000;
  for (const address of [internet.address4, internet.address6])
    t.is((await phone.run('ping', '-c', '2', '-i', '0.2', '-s', `${data}`, address)).code, 0);
  const counted = { packets: 4, bytes: 2 * (20 + 8 + data) + 2 * (40 + 8 + data) };
  t.deepEqual(await accounted(hotspot, phone), { up: counted, down: counted });
});

const disturbances: Readonly<Record<string, (hotspot: Hotspot, phone: Phone) => Promise<unknown>>> = {
  'a restart': async ({ daemon }) => {
    await daemon.stop();
    await daemon.start();
  },
  'a crash': async ({ daemon }) => {
    await daemon.stop('SIGKILL');
    await daemon.start();
  },
  'a reload': ({ daemon }) => daemon.reload('the new configuration is in force'),
  'an extension of the time': (_, phone) => logInAgain(phone),
};

/** As the button on the status page does. */
async function logInAgain(phone: Phone): Promise<void> {
  const { stdout } = await phone.curl('http://login.hotspot.test/status');
  const [, token = ''] = /name="token" value="([^"]+)"/.exec(stdout) ?? [];
  await phone.curl('--data-urlencode', `token=${token}`, 'http://login.hotspot.test/login');
}

for (const [what, disturb] of Object.entries(disturbances))
  test(`what was counted is counted once, and nothing is missing, after ${what}`, (async (t, hotspot) => {
    const phone = await onlinePhone(hotspot);
    const meter = await meterOn(phone);
    await phone.status(`${siteUrl}megabyte`);
    await disturb(hotspot, phone);
    await phone.status(`${siteUrl}megabyte`);
    await phone.closed();
    t.deepEqual(await accounted(hotspot, phone), await meter.read());
  }) satisfies HotspotTest);

test('when the table is wiped, counting goes on from the last reading', async (t, hotspot) => {
  const phone = await onlinePhone(hotspot);
  const meter = await meterOn(phone);
  await phone.status(`${siteUrl}megabyte`);
  await phone.closed();
  const before = await accounted(hotspot, phone); // which reads
  t.deepEqual(before, await meter.read());
  await hotspot.gateway.run('nft', ['delete', 'table', 'inet', 'gate511']);
  await hotspot.daemon.logged('the firewall differed from the store: put right');
  await phone.status(`${siteUrl}megabyte`);
  await phone.closed();
  t.deepEqual(await accounted(hotspot, phone), await meter.read());
});
