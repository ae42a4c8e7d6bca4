import { internet, siteUrl } from './addresses.js';
import { gatewayTests } from './gateway-tests.js';
import { logIn } from './login.js';

const test = gatewayTests();

test('when somebody flushes all rules of the gateway, the daemon puts its own back and says so', async (t, hotspot) => {
  const [phone, captive] = [await hotspot.addPhone(), await hotspot.addPhone()];
  await logIn(phone);
  await hotspot.daemon.heldUpDuring(async () => {
    await hotspot.gateway.run('nft', ['flush', 'ruleset']);
    t.is(await captive.probe('tcp', internet.address4, '443'), 'answered');
  });
  t.truthy(await hotspot.daemon.logged('the firewall rules were changed by somebody else: put back'));
  t.truthy(await hotspot.daemon.logged('the firewall differed from the store: put right'));
  t.is(await phone.status(siteUrl), '200');
  t.is(await captive.status(siteUrl), '511');
});
