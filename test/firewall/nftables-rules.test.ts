import { keyOf } from '../../src/client/client.js';
import { unused } from '../../src/store/authorisation.js';
import { run } from '../../src/system/run.js';
import { laptop, phone, printer } from '../clients.js';
import { enterNewNamespace } from '../namespace.js';
import { octets } from '../records.js';
import { rootTest } from '../root.js';
import { nft, nftablesFirewall } from './opened-nftables.js';
import { guestZone, rulesets } from './rulesets.js';

const open = { kind: 'open', used: unused } as const;
const rules = () => run('nft', ['-s', '-t', 'list', 'table', 'inet', 'gate511']);

const tamperings = {
  'added a rule': {
    command: 'insert rule inet gate511 forward accept',
    differs: /expected .*, found "accept"/,
  },
  'took the rules of a chain away': {
    command: 'flush chain inet gate511 input',
    differs: /expected "iifname/,
  },
  'added a chain': { command: 'add chain inet gate511 mine', differs: /chain mine/ },
  'flushed the ruleset': { command: 'flush ruleset', differs: /No such file/ },
  'deleted the table': { command: 'delete table inet gate511', differs: /No such file/ },
};

for (const [what, { command, differs }] of Object.entries(tamperings))
  rootTest(`where somebody ${what} the rules are put back, and it is said what differed`, async (t) => {
    await enterNewNamespace();
    const firewall = nftablesFirewall(t);
    await firewall.load();
    await firewall.setAccess(phone, open);
    const before = await rules();
    await nft(command);
    t.regex((await firewall.repairRules()) ?? 'nothing', differs);
    t.is(await rules(), before);
    t.is(await firewall.repairRules(), undefined);
    await firewall.setAccess(phone, open);
    t.deepEqual([...(await firewall.enforced()).clients.keys()], [keyOf(phone)]);
  });

rootTest('putting rules back cuts nobody off', async (t) => {
  await enterNewNamespace();
  const firewall = nftablesFirewall(t);
  await firewall.load();
  await firewall.setAccess(phone, open);
  await nft('flush chain inet gate511 input');
  await firewall.repairRules();
  t.deepEqual([...(await firewall.enforced()).clients.keys()], [keyOf(phone)]);
});

rootTest('a zone that the configuration no longer has leaves nothing behind', async (t) => {
  await enterNewNamespace();
  const before = nftablesFirewall(t);
  await before.load();
  await before.setAccess(phone, open);
  await before.setAccess(printer, open);

  const after = nftablesFirewall(t, { options: rulesets['one-zone'] });
  await after.load();
  t.notRegex(await rules(), /staff|eth1/);
  t.deepEqual([...(await after.enforced()).clients.keys()], [keyOf(phone)]);
  t.is(await after.repairRules(), undefined);
  await after.enforced();
  t.notRegex(await run('nft', ['list', 'set', 'inet', 'gate511', 'down']), /,/);
});

rootTest('a zone that is new begins with nobody in it', async (t) => {
  await enterNewNamespace();
  const before = nftablesFirewall(t, { options: rulesets['one-zone'] });
  await before.load();
  await before.setAccess(phone, open);
  const after = nftablesFirewall(t);
  await after.load();
  await after.setAccess(printer, open);
  t.deepEqual([...(await after.enforced()).clients.keys()].sort(), [phone, printer].map(keyOf));
});

rootTest('sets of an earlier version are replaced with all who are in them', async (t) => {
  await enterNewNamespace();
  await nft(`table inet gate511 {
    set down { type mark; elements = { 20, 21 }; }
    map auth_guest {
      type ether_addr : mark; flags timeout; counter;
      elements = { ${phone.mac} counter packets 3 bytes 500 timeout 1h expires 30m : 20, ${laptop.mac} : 21 };
    }
    set deny_staff { type ether_addr; elements = { ${printer.mac} }; }
    chain forward { type filter hook forward priority filter; policy accept; }
  }`);
  const firewall = nftablesFirewall(t);
  await firewall.load();
  const { clients } = await firewall.enforced();
  t.deepEqual([...clients.values()].map(({ mac, kind }) => [mac, kind]).sort(), [
    [phone.mac, 'open'],
    [laptop.mac, 'open'],
    [printer.mac, 'denied'],
  ]);
  const kept = clients.get(keyOf(phone));
  t.like(kept, { used: { ...octets(500, 0), inputPackets: 3 } });
  t.true(Math.abs((kept?.endsAt ?? 0) - Date.now() - 1_800_000) < 5_000);
  await firewall.setAccess(phone, { kind: 'closed' });
  t.is((await firewall.enforced()).clients.size, 2);
  const replaced = await rules();
  await enterNewNamespace();
  await nftablesFirewall(t).load();
  t.is(await rules(), replaced);
});

rootTest(
  'bound addresses survive a reload, are repaired, and leave nothing when they are bound no more',
  async (t) => {
    const bindings = () => run('nft', ['list', 'set', 'arp', 'gate511_addresses', 'claims']);
    const options = rulesets['bound-addresses'];
    await enterNewNamespace();
    const firewall = nftablesFirewall(t, { options });
    await firewall.load();
    await nft(`add element arp gate511_addresses claims { ${phone.mac} }`);
    await nftablesFirewall(t, { options }).load();
    t.true((await bindings()).includes(phone.mac));
    t.is(await firewall.repairRules(), undefined);

    await nft('delete table arp gate511_addresses');
    t.regex((await firewall.repairRules()) ?? 'nothing', /gate511_addresses/);
    t.is(await firewall.repairRules(), undefined);
    await nft('flush chain inet gate511_addresses source6');
    t.regex((await firewall.repairRules()) ?? 'nothing', /expected "ip6 saddr/);
    t.notThrows(bindings);

    await nftablesFirewall(t).load();
    t.notRegex(await run('nft', ['list', 'tables']), /addresses/);
  },
);

rootTest('the tables of others are left alone', async (t) => {
  await enterNewNamespace();
  await nft('table ip mine { chain forward { type filter hook forward priority 0; policy drop; }; }');
  const mine = await run('nft', ['list', 'table', 'ip', 'mine']);
  const firewall = nftablesFirewall(t, { options: { ...rulesets['one-zone'], zones: [guestZone] } });
  await firewall.load();
  await firewall.load();
  t.is(await run('nft', ['list', 'table', 'ip', 'mine']), mine);
});
