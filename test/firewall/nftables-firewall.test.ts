import { keyOf } from '../../src/client/client.js';
import { reasonOf } from '../../src/errors.js';
import { accountDigest } from '../../src/store/account.js';
import { unused } from '../../src/store/authorisation.js';
import { run } from '../../src/system/run.js';
import { clientNumber, laptop, phone } from '../clients.js';
import { enterNewNamespace } from '../namespace.js';
import { rootTest } from '../root.js';
import { firewallContract } from './firewall-contract.js';
import { nft, nftablesFirewall } from './opened-nftables.js';
import { passesOf } from './passes.js';

for (const renewsElements of [true, false])
  firewallContract({
    name: renewsElements ? 'nftables' : 'nftables before Linux 6.12',
    declare: rootTest,
    keepsCounters: renewsElements,
    passesOf,
    open: async (t) => {
      await enterNewNamespace();
      const firewall = nftablesFirewall(t, { renewsElements });
      await firewall.load();
      return firewall;
    },
  });

const listed = (kind: string, name: string) => run('nft', ['list', kind, 'inet', 'gate511', name]);

const open = { kind: 'open', used: unused } as const;

rootTest('a daemon that starts anew finds its clients, and can let them out', async (t) => {
  await enterNewNamespace();
  const before = nftablesFirewall(t);
  await before.load();
  await before.setAccess(phone, open);
  await before.setAccess(laptop, open);
  await before.close();

  const after = nftablesFirewall(t);
  await after.load();
  t.deepEqual([...(await after.enforced()).clients.keys()].sort(), [phone, laptop].map(keyOf));
  await after.setAccess(phone, { kind: 'closed' });
  t.deepEqual([...(await after.enforced()).clients.keys()], [keyOf(laptop)]);
});

rootTest('an element that somebody added by hand is seen, and can be taken out', async (t) => {
  await enterNewNamespace();
  const firewall = nftablesFirewall(t);
  await firewall.load();
  await nft(
    `add element inet gate511 auth_guest { ${phone.mac} : 77 }; add element inet gate511 down { 77 }`,
  );
  t.like((await firewall.enforced()).clients.get(keyOf(phone)), { kind: 'open' });
  await firewall.setAccess(phone, { kind: 'closed' });
  t.is((await firewall.enforced()).clients.size, 0);
});

rootTest(
  'what has passed of data is told when its last device is out, and counts for who comes next',
  async (t) => {
    await enterNewNamespace();
    const firewall = nftablesFirewall(t);
    await firewall.load();
    const account = accountDigest('user/anna');
    const quota = (usedBytes: number) => ({ account, endsAtBytes: 5_000, usedBytes });
    await firewall.setAccess(phone, { ...open, quota: quota(3_000) });
    t.is(await firewall.leftOverOf(account), undefined);
    await firewall.setAccess(phone, { kind: 'closed' });
    t.deepEqual(await firewall.leftOverOf(account), quota(3_000));
    await firewall.setAccess(laptop, { ...open, quota: quota(1_000) });
    t.like((await firewall.enforced()).clients.get(keyOf(laptop)), { quota: quota(3_000) });
    t.is(await firewall.leftOverOf(account), undefined);
    await firewall.setAccess(laptop, { kind: 'closed' });
    await firewall.readCounters(() => undefined);
    t.deepEqual(await firewall.leftOverOf(account), quota(3_000));
    t.deepEqual((await firewall.enforced()).leftOver, [quota(3_000)]);
    t.is(await firewall.leftOverOf(account), undefined);
  },
);

rootTest('who could send and not receive does not count as open, and is put right', async (t) => {
  await enterNewNamespace();
  const firewall = nftablesFirewall(t);
  await firewall.load();
  await nft(`add element inet gate511 auth_guest { ${phone.mac} : 77 }`);
  t.like((await firewall.enforced()).clients.get(keyOf(phone)), { kind: 'misplaced' });
  await firewall.setAccess(phone, open);
  t.like((await firewall.enforced()).clients.get(keyOf(phone)), { kind: 'open' });
});

for (const isRestarted of [false, true])
  rootTest(
    `of two devices that somebody put under one id ${isRestarted ? 'before a restart ' : ''}one gets another, once`,
    async (t) => {
      await enterNewNamespace();
      let firewall = nftablesFirewall(t);
      await firewall.load();
      await firewall.setAccess(phone, open);
      const [id = ''] = /: (0x[0-9a-f]+)/.exec(await listed('map', 'auth_guest'))?.slice(1) ?? [];
      await nft(`add element inet gate511 auth_guest { ${laptop.mac} : ${id} }`);
      if (isRestarted) {
        await firewall.close();
        firewall = nftablesFirewall(t);
        await firewall.load();
      }
      const kinds = async () =>
        [...(await firewall.enforced()).clients.values()].map(({ kind }) => kind).sort();
      t.deepEqual(await kinds(), ['misplaced', 'open']);
      for (const client of [phone, laptop]) await firewall.setAccess(client, open);
      t.deepEqual(await kinds(), ['open', 'open']);
      t.deepEqual(await kinds(), ['open', 'open']);

      await firewall.setAccess(laptop, { kind: 'closed' });
      t.deepEqual(await kinds(), ['open']);
      t.notRegex(await listed('map', 'auth_guest'), new RegExp(laptop.mac));
      t.is((await listed('set', 'down')).match(/0x[0-9a-f]+/g)?.length, 1);
    },
  );

rootTest('who was put under the id of a guest by hand is shut out, and the guest stays in', async (t) => {
  await enterNewNamespace();
  const firewall = nftablesFirewall(t);
  await firewall.load();
  await firewall.setAccess(phone, open);
  const [id = ''] = /: (0x[0-9a-f]+)/.exec(await listed('map', 'auth_guest'))?.slice(1) ?? [];
  await nft(`add element inet gate511 auth_guest { ${laptop.mac} : ${id} }`);
  await firewall.enforced();
  await firewall.setAccess(laptop, { kind: 'closed' });
  t.deepEqual(
    [...(await firewall.enforced()).clients.values()].map(({ kind }) => kind),
    ['open'],
  );
  t.notRegex(await listed('map', 'auth_guest'), new RegExp(laptop.mac));
});

rootTest('a way down that leads to nobody is taken away', async (t) => {
  await enterNewNamespace();
  const firewall = nftablesFirewall(t);
  await firewall.load();
  await firewall.setAccess(phone, open);
  await nft('add element inet gate511 down { 5 }; add element inet gate511 down { 6 }');
  await firewall.enforced();
  t.deepEqual([...(await firewall.enforced()).clients.keys()], [keyOf(phone)]);
  await t.throwsAsync(nft('delete element inet gate511 down { 5 }'), { message: /No such file/ });
});

rootTest('a quota that somebody uses up who is no client is taken away with him', async (t) => {
  await enterNewNamespace();
  const firewall = nftablesFirewall(t);
  await firewall.load();
  const account = accountDigest('user/anna');
  await nft(
    `add quota inet gate511 data_${account} { over 500 bytes }; add element inet gate511 quota_of { 77 : "data_${account}" }`,
  );
  const quota = { account, endsAtBytes: 900, usedBytes: 30 };
  for (let reading = 0; reading < 3; reading += 1) await firewall.enforced();
  await firewall.setAccess(phone, { ...open, quota });
  t.like((await firewall.enforced()).clients.get(keyOf(phone)), { quota });
  await firewall.setAccess(phone, { kind: 'closed' });
  for (let reading = 0; reading < 2; reading += 1) await firewall.enforced();
  await t.throwsAsync(nft(`delete quota inet gate511 data_${account}`), { message: /No such file/ });
});

rootTest('quotas are no change of the rules', async (t) => {
  await enterNewNamespace();
  const firewall = nftablesFirewall(t);
  await firewall.load();
  const quota = { account: accountDigest('user/anna'), endsAtBytes: 900, usedBytes: 30 };
  await firewall.setAccess(phone, { ...open, quota });
  t.is(await firewall.repairRules(), undefined);
  await firewall.load();
  t.like((await firewall.enforced()).clients.get(keyOf(phone)), { quota });
});

rootTest('one change that nft refuses fails alone, and not those of others that came with it', async (t) => {
  await enterNewNamespace();
  const firewall = nftablesFirewall(t);
  await firewall.load();
  await nft(`add element inet gate511 auth_guest { ${phone.mac} : 77 }`);
  const [refused, done] = await Promise.allSettled([
    firewall.setAccess(phone, open),
    firewall.setAccess(laptop, open),
  ]);
  t.like(refused, { status: 'rejected', reason: { code: 'firewall-unavailable', status: 503 } });
  t.is(done?.status, 'fulfilled');
  t.like((await firewall.enforced()).clients.get(keyOf(laptop)), { kind: 'open' });
});

rootTest('of many changes at once the one that nft refuses fails, and is told of', async (t) => {
  await enterNewNamespace();
  const firewall = nftablesFirewall(t);
  await firewall.load();
  await nft(`add element inet gate511 auth_guest { ${phone.mac} : 77 }`);
  const many = [...Array.from({ length: 200 }, (_, number) => clientNumber(number)), phone, laptop];
  const changes = many.map((client) => ({ key: keyOf(client), client, access: open }));
  const failures = await firewall.setAccessOfAll(changes);
  t.deepEqual(
    [...failures.keys()].map(({ client }) => client),
    [phone],
  );
  t.regex(reasonOf([...failures.values()][0]), /EEXIST/);
  const opened = [...(await firewall.enforced()).clients.values()].filter(({ kind }) => kind === 'open');
  t.is(opened.length, 201);
});

rootTest(
  'while its table is gone it says that it is unavailable, and loading brings it back closed',
  async (t) => {
    await enterNewNamespace();
    const firewall = nftablesFirewall(t);
    await firewall.load();
    for (const command of ['flush ruleset', 'delete table inet gate511']) {
      await firewall.setAccess(phone, open);
      await nft(command);
      await t.throwsAsync(firewall.setAccess(laptop, open), {
        code: 'firewall-unavailable',
        message: /ENOENT/,
      });
      await firewall.load();
      await firewall.setAccess(phone, { kind: 'closed' });
      await firewall.setAccess(laptop, open);
      t.deepEqual([...(await firewall.enforced()).clients.keys()], [keyOf(laptop)]);
      await firewall.setAccess(laptop, { kind: 'closed' });
    }
  },
);
