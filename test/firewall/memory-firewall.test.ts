import test from 'ava';
import { keyOf } from '../../src/client/client.js';
import { MemoryFirewall } from '../../src/firewall/memory-firewall.js';
import { unused } from '../../src/store/authorisation.js';
import { systemClock } from '../../src/system/clock.js';
import { laptop, phone } from '../clients.js';
import { handClock } from '../hand-clock.js';
import { firewallContract } from './firewall-contract.js';

firewallContract({
  name: 'memory',
  declare: test,
  open: async () => new MemoryFirewall(systemClock),
  passesOf: async (firewall, client) => firewall.passesOf(client),
});

test('what is past its end is enforced no longer', async (t) => {
  const clock = handClock();
  const firewall = new MemoryFirewall(clock);
  await firewall.setAccess(phone, { kind: 'open', used: unused, endsAt: clock() + 10_000 });
  await firewall.setAccess(laptop, { kind: 'denied', endsAt: clock() + 20_000 });
  clock.advance(10);
  t.deepEqual([...(await firewall.enforced()).clients.keys()], [keyOf(laptop)]);
  clock.advance(10);
  t.is((await firewall.enforced()).clients.size, 0);
});
