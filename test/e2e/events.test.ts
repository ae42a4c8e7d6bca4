import { fileURLToPath } from 'node:url';
import { gatewayTests } from './gateway-tests.js';
import { logIn } from './login.js';

const script = fileURLToPath(new URL('receiver.js', import.meta.url));
const secret = 'the secret of the till';
const test = gatewayTests([], {
  sections: { webhooks: { till: { url: 'http://127.0.0.1:9099/events', secret } } },
});

test('a till hears of guests who come and go though it fails twice first, and again when it asks', async (t, hotspot) => {
  const till = hotspot.gateway.start(process.execPath, [script, '9099', secret]);
  await till.line(/^ready$/);
  const phone = await hotspot.addPhone();
  await logIn(phone);
  await till.line(/^failed$/, 1);
  t.regex(await till.line(/^204 .*session\.started/), new RegExp(`"mac":"${phone.mac}"`));
  await hotspot.daemon.run('revoke', phone.mac);
  t.regex(
    await till.line(/^204 .*session\.ended/),
    /"cause":"Admin-Reset","inputBytes":\d+,"outputBytes":\d+,"by":"root"/,
  );

  const again = till.nextLine(/^204 .*session\.started/);
  const { code, stdout } = await hotspot.daemon.run('replay', 'till', '--since', '2001-02-03');
  t.is(code, 0);
  t.regex(stdout, /^\d+ events are looked through for till\n$/);
  t.regex(await again, new RegExp(`"mac":"${phone.mac}"`));
  await till.kill('SIGTERM');
});

test('a webhook may come and go with a reload', async (t, hotspot) => {
  await hotspot.daemon.configure({ sections: {} });
  await hotspot.daemon.reload('the new configuration is in force');
  const { code, stderr } = await hotspot.daemon.run('replay', 'till');
  t.is(code, 1);
  t.regex(stderr, /there is no webhook "till"; there are: none/);
});
