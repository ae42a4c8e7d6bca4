import { setTimeout as pause } from 'node:timers/promises';
import { siteUrl } from './addresses.js';
import { clientRow } from './clients.js';
import { gatewayTests } from './gateway-tests.js';
import { logIn } from './login.js';

const test = gatewayTests([], { plan: { duration: '1h', idle: '7s' } });

test('a device that falls silent is out, and one that goes on ever so slowly is not', async (t, hotspot) => {
  const [active, silent] = [await hotspot.addPhone(), await hotspot.addPhone()];
  await logIn(active);
  await logIn(silent);
  const trickle = active.start('curl', '--silent', '--no-buffer', `${siteUrl}trickle`);
  t.is(await silent.status(siteUrl), '200');
  const silentSince = Date.now();
  const ended = (await hotspot.daemon.logged('authorisation ended')) ?? '';
  t.regex(ended, new RegExp(`"mac":"${silent.mac}".*Idle-Timeout`));
  const seconds = (Date.now() - silentSince) / 1000;
  t.true(seconds > 6, `out after ${seconds} s`);
  t.is(await silent.status(siteUrl), '511');
  await trickle.received(8); // four seconds more
  t.like(await clientRow(hotspot, active), { state: 'authorised' });
  t.is(await active.status(siteUrl), '200');
});

test('a device that was silent while the daemon was stopped is out at its start, one that was not stays', async (t, hotspot) => {
  const [active, silent] = [await hotspot.addPhone(), await hotspot.addPhone()];
  await logIn(active);
  await logIn(silent);
  t.is(await silent.status(siteUrl), '200');
  await hotspot.daemon.stop();
  await pause(7_000); // nobody is there to tell
  t.is(await active.status(siteUrl), '200');
  await hotspot.daemon.start();
  t.regex(hotspot.daemon.log, new RegExp(`"mac":"${silent.mac}".*Idle-Timeout`));
  t.is(await silent.status(siteUrl), '511');
  t.is(await active.status(siteUrl), '200');
});
