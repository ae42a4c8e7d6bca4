import { fileURLToPath } from 'node:url';
import { internet } from './addresses.js';
import { eventually } from './eventually.js';
import { isIn, secondsLeft } from './garden-time.js';
import { gatewayTests } from './gateway-tests.js';
import type { Hotspot } from './hotspot.js';
import { addSites, InternetNames, type Site, siteAt } from './internet-names.js';
import type { Program } from './program.js';

const test = gatewayTests([], {
  garden: ['long.example', 'short.example', 'half.example:80', 'many.example:81'],
});
const [shared, fresh, half] = [siteAt(91), siteAt(92), siteAt(93)];
const halfPort = '5300';
const many = Array.from({ length: 400 }, (_, at) => `${at < 200 ? '198.51.100' : '203.0.113'}.${at % 200}`);
/** More than 31 bits hold: some take it for none (RFC 2181 §8), some for very long (RFC 8767 §4). */
const endless = 2 ** 31;
let halfNameServer: Program | undefined;

test('an address that two names share stays for the longer of their times', async (t, hotspot) => {
  await addSites(hotspot, 91, 92, 93);
  const internetNames = new InternetNames(hotspot);
  const others = [
    `--host-record=long.example,${Object.values(shared).join()},600`,
    ...many.map((address) => `--address=/many.example/${address}`),
  ];
  await internetNames.answer({ 'short.example': Object.values(shared) }, ...others);
  halfNameServer = await startHalf(hotspot);
  await hotspot.restartNameServer(
    '--cache-size=0',
    ...internetNames.forwarding,
    `--server=/half.example/${internet.address4}#${halfPort}`,
  );
  await hotspot.gateway.resolveAt('127.0.0.1');
  await hotspot.daemon.stop();
  await hotspot.daemon.start();
  t.true(await eventually(async () => (await isIn(hotspot, '', 'garden', shared)) || undefined));
  for (const address of Object.values(shared)) t.true((await secondsLeft(hotspot, '', address)) > 300);

  await internetNames.answer({ 'short.example': [shared.address4, fresh.address6] }, ...others);
  t.true(await eventually(async () => (await isIn(hotspot, '', 'garden', fresh)) || undefined));
  for (const address of Object.values(shared)) t.true((await secondsLeft(hotspot, '', address)) > 300);
});

test('a name whose IPv6 addresses could not be found out is reached by IPv4, and by IPv6 soon after they can', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  const isReached = async ({ address4, address6 }: Site) => ({
    4: await phone.status(`http://${address4}/`),
    6: await phone.status(`http://[${address6}]/`),
  });
  t.regex(
    (await hotspot.daemon.logged('records of a name of the garden cannot be found out')) ?? '',
    /"name":"half\.example","records":"AAAA","reason":"queryAaaa ESERVFAIL half\.example"/,
  );
  t.deepEqual(await isReached(half), { 4: '200', 6: '511' });
  const left = await secondsLeft(hotspot, '_80', half.address4);
  t.true(left > 0 && left <= 3_615);
  t.regex(
    (await hotspot.daemon.run('check')).stdout,
    /half\.example may have AAAA records that cannot be found out \(queryAaaa ESERVFAIL half\.example\)/,
  );

  halfNameServer?.signal('SIGUSR1');
  // It asks again after ten seconds.
  t.true(await eventually(async () => (await isReached(half))[6] === '200' || undefined, 30_000));
  t.is(hotspot.daemon.log.split('"records"').length, 2, 'it is told once');
});

test('hundreds of addresses of one name are all reachable', async (t, hotspot) => {
  const { stdout } = await hotspot.gateway.run('nft', ['list set inet gate511 garden4_guest_81']);
  t.deepEqual(
    many.filter((address) => !stdout.includes(`${address} `)),
    [],
  );
});

/** The name server of half.example, which does not know its AAAA records at first. */
async function startHalf(hotspot: Hotspot): Promise<Program> {
  const script = fileURLToPath(new URL('half-name-server.js', import.meta.url));
  const known = [String(endless), ...Object.values(half)];
  const server = hotspot.internet.start(process.execPath, [script, halfPort, 'AAAA', ...known]);
  await server.line(/^ready$/);
  return server;
}
