import type { ExecutionContext } from 'ava';
import type { MacAddress } from '../../src/client/mac-address.js';
import type { Command } from '../../src/firewall/nft-commands.js';
import { nftText } from '../../src/firewall/nft-text.js';
import { ruleset } from '../../src/firewall/ruleset.js';
import { Transactions } from '../../src/firewall/transactions.js';
import { run } from '../../src/system/run.js';
import { laptop, phone } from '../clients.js';
import { enterNewNamespace } from '../namespace.js';
import { rootTest } from '../root.js';
import { nft } from './opened-nftables.js';
import { rulesets } from './rulesets.js';

async function openTransactions(t: ExecutionContext): Promise<Transactions> {
  await enterNewNamespace();
  await nft(ruleset(rulesets['two-zones']));
  const transactions = new Transactions();
  t.teardown(() => transactions.close());
  return transactions;
}

const down = (id: number): Command => ({ verb: 'add', set: 'down', key: id });
const open = (mac: MacAddress, id: number): Command => ({
  verb: 'add',
  set: 'auth_guest',
  key: mac,
  value: id,
});
/** Of a MAC address that stands under another id already. */
const refused = open(phone.mac, 7);

async function count(set: string): Promise<number> {
  const listed = await run('nft', ['list', 'set', 'inet', 'gate511', set]);
  return listed.match(/0x[0-9a-f]{8}/g)?.length ?? 0;
}
const numbers = (amount: number) => Array.from({ length: amount }, (_, number) => number + 1);

rootTest('a refusal says which step the kernel refused, in the words of nft, and why', async (t) => {
  const transactions = await openTransactions(t);
  await transactions.submit([open(phone.mac, 5)]);
  await t.throwsAsync(transactions.submit([down(1), refused, down(2)]), {
    code: 'firewall-unavailable',
    message: `nftables refused "add element inet gate511 auth_guest { ${phone.mac} : 7 }": EEXIST, file already exists`,
  });
  t.is(await count('down'), 0);
  await t.notThrowsAsync(transactions.submit([down(1)]));
});

rootTest('a change of more than a thousand steps is done as a whole or not at all', async (t) => {
  const transactions = await openTransactions(t);
  const many = numbers(1_500).map(down);
  await transactions.submit([open(phone.mac, 5)]);
  await t.throwsAsync(transactions.submit([...many, refused]), { message: /EEXIST/ });
  t.is(await count('down'), 0);
  await transactions.submit(many);
  t.is(await count('down'), 1_500);
});

rootTest('of thousands of changes at once only those fail that are refused', async (t) => {
  const transactions = await openTransactions(t);
  await transactions.submit([open(phone.mac, 5)]);
  const changes = numbers(4_000).map((id) => [down(id), ...(id % 1_000 === 500 ? [refused] : [])]);
  const outcomes = await Promise.allSettled(changes.map((commands) => transactions.submit(commands)));
  t.deepEqual(
    outcomes.flatMap(({ status }, index) => (status === 'rejected' ? [index + 1] : [])),
    [500, 1_500, 2_500, 3_500],
  );
  t.is(await count('down'), 3_996);
});

rootTest(
  'where everything is refused everybody hears why, and what comes after the return is done',
  async (t) => {
    const transactions = await openTransactions(t);
    await nft('delete table inet gate511');
    const outcomes = await Promise.allSettled(
      numbers(4_000).map((id) => transactions.submit([down(id), open(laptop.mac, id)])),
    );
    t.true(
      outcomes.every((outcome) => outcome.status === 'rejected' && /ENOENT/.test(outcome.reason.message)),
    );
    await nft(ruleset(rulesets['two-zones']));
    await transactions.submit([down(1)]);
    t.is(await count('down'), 1);
  },
);

rootTest('an operator reads the same of what was written as if nft had written it', async (t) => {
  const account = 'data_0123456789abcdef0123';
  const commands: Command[] = [
    {
      verb: 'add',
      set: 'auth_guest',
      key: phone.mac,
      value: 67_108_865,
      counted: { packets: 3, bytes: 2 ** 40 },
      timeoutSeconds: 28_802,
    },
    { verb: 'add', set: 'down', key: 67_108_865, counted: { packets: 4, bytes: 5 }, timeoutSeconds: 28_802 },
    { verb: 'add', quota: account, limit: { bytes: 5_000_000_000, usedBytes: 1_234_567 } },
    { verb: 'add', set: 'quota_of', key: 67_108_865, value: account, timeoutSeconds: 28_802 },
    { verb: 'add', set: 'rate_up_guest', key: phone.mac, bytesPerSecond: 250_001, timeoutSeconds: 28_802 },
    { verb: 'add', set: 'rate_down', key: 67_108_865, bytesPerSecond: 12_500_000_000 },
    { verb: 'add', set: 'deny_guest', key: laptop.mac, timeoutSeconds: 62 },
    { verb: 'add', set: 'deny_staff', key: laptop.mac },
    { verb: 'add', set: 'down', key: 9 },
    { verb: 'delete', set: 'down', key: 9 },
    { verb: 'add', quota: 'data_00000000000000000000', limit: { bytes: 1, usedBytes: 0 } },
    { verb: 'delete', quota: 'data_00000000000000000000' },
  ];
  const listed = async () =>
    (await run('nft', ['list', 'table', 'inet', 'gate511'])).replaceAll(/expires \w+/g, 'expires …');
  const transactions = await openTransactions(t);
  await transactions.submit(commands);
  const written = await listed();
  for (const line of [
    `elements = { ${phone.mac} counter packets 3 bytes 1099511627776 timeout 8h2s expires … : 0x04000001 }`,
    'elements = { 0x04000001 counter packets 4 bytes 5 timeout 8h2s expires … }',
    `elements = { 0x04000001 timeout 8h2s expires … : "${account}" }`,
    'over 5000000000 bytes used 1234567 bytes',
    `elements = { ${phone.mac} limit rate over 250001 bytes/second burst 64 kbytes timeout 8h2s expires … }`,
    `elements = { ${laptop.mac} timeout 1m2s expires … }`,
    `elements = { ${laptop.mac} }`,
  ])
    t.true(written.includes(line), line);

  await openTransactions(t);
  await nft(commands.map(nftText).join('\n'));
  t.is(await listed(), written);
});
