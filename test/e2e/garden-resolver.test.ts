import { siteUrl } from './addresses.js';
import { eventually } from './eventually.js';
import { isIn, runOut } from './garden-time.js';
import { gatewayTests } from './gateway-tests.js';
import { addSites, InternetNames, siteAt } from './internet-names.js';

const test = gatewayTests([], { garden: ['menu.example', 'nowhere.example'] });
const [old, fresh] = [siteAt(91), siteAt(92)];
const urlOf = (address: string) => `http://${address.includes(':') ? `[${address}]` : address}/`;

test('without dnsmasq’s help the daemon looks names up, and follows their answers', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  const isReached = async (address: string) => (await phone.status(urlOf(address))) === '200';
  const internetNames = new InternetNames(hotspot);
  await addSites(hotspot, 91, 92);
  await internetNames.answer({ 'menu.example': Object.values(old) });
  await hotspot.restartNameServer('--cache-size=0', ...internetNames.forwarding);
  await hotspot.gateway.resolveAt('127.0.0.1');
  await hotspot.daemon.stop();
  await hotspot.daemon.start();
  for (const address of Object.values(old))
    t.true(await eventually(async () => (await isReached(address)) || undefined));
  t.is(await phone.status('http://menu.example/'), '200');

  await internetNames.answer({ 'menu.example': Object.values(fresh) });
  for (const address of Object.values(fresh))
    t.true(await eventually(async () => (await isReached(address)) || undefined));
  t.true(await eventually(async () => !(await isIn(hotspot, '', 'garden', old)) || undefined, 40_000));
  for (const address of Object.values(old)) t.true(await isReached(address), 'it was in use until now');
  await runOut(hotspot, '', 'lately', old);
  for (const address of Object.values(old)) t.false(await isReached(address));
  t.is(await phone.status('http://menu.example/'), '200');
  t.is(await phone.status(siteUrl), '511');
});

test('a name that does not resolve is told in the log and by check', async (t, hotspot) => {
  t.regex(
    (await hotspot.daemon.logged('a name of the garden does not resolve')) ?? '',
    /"name":"nowhere\.example"/,
  );
  const { code, stdout } = await hotspot.daemon.run('check');
  t.is(code, 0);
  t.regex(stdout, /^warning: zones\.guest\.garden\.1: nowhere\.example does not resolve: correct the name/m);
  t.notRegex(stdout, /menu\.example/);
  await hotspot.gateway.resolveAt('10.77.0.250'); // nobody has it
  t.regex(
    (await hotspot.daemon.run('check')).stdout,
    /menu\.example cannot be resolved \(no name server answers\)/,
  );
});
