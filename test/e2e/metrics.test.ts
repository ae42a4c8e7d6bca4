import { projectPath } from '../project.js';
import { gatewayIn, siteUrl } from './addresses.js';
import { eventually } from './eventually.js';
import { gatewayTests } from './gateway-tests.js';
import { logIn } from './login.js';
import { startPrometheus } from './prometheus.js';

const test = gatewayTests(['prometheus', 'promtool']);

test('a Prometheus sees a guest come, download and leave, and no alert that is not due', async (t, hotspot) => {
  const prometheus = await startPrometheus(hotspot, projectPath('deploy/prometheus-rules.yml'));
  const is = (query: string, value: string) =>
    eventually(
      async () => (await prometheus.ask(query)).some((line) => line.includes(`=> ${value} @`)) || undefined,
    );
  const phone = await hotspot.addPhone();
  t.is(await phone.status(siteUrl), '511');
  await logIn(phone);
  t.true(await is('gate511_clients{zone="guest",state="authorised"}', '1'));
  t.true(await is('gate511_logins_total{zone="guest",method="click-through",result="accepted"}', '1'));
  t.true(await is('gate511_captive_responses_total{client="other",code="511"}', '2'));
  t.is(await phone.status(`${siteUrl}megabyte`), '200');
  t.true(await is('gate511_client_bytes_total{direction="output"} > bool 1048576', '1'));
  t.is((await hotspot.daemon.run('revoke', phone.mac)).code, 0);
  t.true(await is('gate511_sessions_ended_total{cause="Admin-Reset"}', '1'));
  t.true(await is('gate511_store_commit_duration_seconds_count > bool 0', '1'));
  t.true(await is('gate511_nft_batch_duration_seconds_count > bool 0', '1'));
  t.deepEqual(await prometheus.ask('ALERTS{alertstate="firing"}'), []);
  await hotspot.daemon.stop();
  t.true(await is('ALERTS{alertname="Gate511Down",alertstate="pending"}', '1'));
  await prometheus.stop();
  await hotspot.daemon.start();
});

test('the daemon is ready, and is not while its table is gone; a guest cannot ask', async (t, hotspot) => {
  const ready = async () =>
    (await hotspot.gateway.run('curl', ['--silent', 'http://127.0.0.1:8512/readyz'])).stdout.trim();
  t.is(await ready(), 'ready');
  await hotspot.gateway.run('nft', ['delete', 'table', 'inet', 'gate511']);
  const said = await ready();
  t.true(["the firewall's table is not there", 'ready'].includes(said)); // it may be back already
  t.is(await eventually(async () => ((await ready()) === 'ready' ? 'ready' : undefined)), 'ready');
  const phone = await hotspot.addPhone();
  for (const path of ['metrics', 'readyz'])
    t.regex(await phone.status(`http://${gatewayIn('guest').address4}:8512/${path}`), /^exit/);
});
