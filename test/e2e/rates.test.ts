import { internet } from './addresses.js';
import { gatewayTests } from './gateway-tests.js';
import type { Hotspot } from './hotspot.js';
import { logIn } from './login.js';
import type { Phone } from './phone.js';
import type { Program } from './program.js';

const bytesPerSecond = 1_000_000;
const test = gatewayTests(['iperf3'], {
  plan: { upload: '8Mbit/s', download: '8Mbit/s' },
  plans: { slow: { upload: '1Mbit/s', download: '1Mbit/s' }, fast: { duration: '1h' } },
});

interface Transfer {
  readonly bytes: number;
  readonly seconds: number;
}

/** A server for one flow. */
async function serverAt(hotspot: Hotspot, port: string): Promise<Program> {
  const listening = hotspot.internet.start('iperf3', ['-s', '-1', '-p', port, '--forceflush']);
  await listening.line(/listening/);
  return listening;
}

/** What one TCP flow brings in a few seconds; `-R` is a download. */
async function flow(phone: Phone, port: string, ...options: string[]): Promise<Transfer> {
  const { stdout } = await phone.run('iperf3', '-J', '-p', port, '-t', '4', ...options);
  const { bytes, seconds } = JSON.parse(stdout).end.sum_received;
  return { bytes, seconds };
}

/** A flow to a server of its own. */
async function transfer(hotspot: Hotspot, phone: Phone, ...options: string[]): Promise<Transfer> {
  const server = await serverAt(hotspot, '5203');
  const transferred = await flow(phone, '5203', ...options);
  await server.finished;
  return transferred;
}

/** What the rate lets through at most: the bucket holds one second of it, and iperf3 does not count to the byte. */
const mostAt = (rate: number, seconds: number) => 1.1 * rate * (seconds + 1) + 200_000;

for (const [direction, ...options] of [['upload'], ['download', '-R']] as const)
  test(`a device's ${direction} is held to its plan, IPv4 and IPv6 together, and nearly reaches it`, async (t, hotspot) => {
    const phone = await hotspot.addPhone();
    await logIn(phone);
    const ports = ['5201', '5202'] as const;
    await Promise.all(ports.map((port) => serverAt(hotspot, port)));
    const begin = performance.now();
    const both = await Promise.all([
      flow(phone, ports[0], '-c', internet.address4, ...options),
      flow(phone, ports[1], '-c', internet.address6, ...options),
    ]);
    const secondsInAll = (performance.now() - begin) / 1000; // one may begin, and end, later than the other
    const bytes = both.reduce((sum, each) => sum + each.bytes, 0);
    const seconds = Math.max(...both.map((each) => each.seconds));
    t.true(bytes <= mostAt(bytesPerSecond, secondsInAll), `${bytes} in ${secondsInAll} s`);
    t.true(bytes >= (bytesPerSecond * seconds) / 2, `${bytes} in ${seconds} s`);
  });

test('a slower plan counts from its login on, and a plan without rates lets everything through', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  await logIn(phone);
  const download = () => transfer(hotspot, phone, '-c', internet.address4, '-R');
  t.is((await hotspot.daemon.run('authorise', phone.mac, '--plan', 'slow')).code, 0);
  const slow = await download();
  t.true(slow.bytes <= mostAt(bytesPerSecond / 8, slow.seconds), `${slow.bytes} in ${slow.seconds} s`);
  t.is((await hotspot.daemon.run('authorise', phone.mac, '--plan', 'fast')).code, 0);
  const fast = await download();
  t.true(fast.bytes > 5 * mostAt(bytesPerSecond, fast.seconds), `${fast.bytes} in ${fast.seconds} s`);
});

test('rates outlive the daemon, and are put back when somebody flushes all rules', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  await logIn(phone);
  const isHeld = async (when: string) => {
    const { bytes, seconds } = await transfer(hotspot, phone, '-c', internet.address4, '-R');
    t.true(bytes <= mostAt(bytesPerSecond, seconds), `${when}: ${bytes} in ${seconds} s`);
  };
  await hotspot.daemon.stop('SIGKILL');
  await isHeld('without the daemon');
  await hotspot.daemon.start();
  await isHeld('after its start');
  await hotspot.gateway.run('nft', ['flush', 'ruleset']);
  t.truthy(await hotspot.daemon.logged('the firewall differed from the store: put right'));
  await isHeld('after a repair');
});
