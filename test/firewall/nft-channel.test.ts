import { setTimeout as pause } from 'node:timers/promises';
import type { ExecutionContext } from 'ava';
import { NftChannel } from '../../src/firewall/nft-channel.js';
import { run } from '../../src/system/run.js';
import { childrenOfThread, enterNewNamespace } from '../namespace.js';
import { rootTest } from '../root.js';

const harmless = 'add table inet gate511_sync';

async function openChannel(t: ExecutionContext): Promise<NftChannel> {
  await enterNewNamespace();
  await run('nft', [harmless]);
  const channel = new NftChannel();
  t.teardown(() => channel.close());
  return channel;
}

/** Polls for a change that the kernel makes in its own time. */
async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 500 && !condition(); tries += 1) await pause(10);
}

rootTest('commands of one line are one transaction of one lasting nft', async (t) => {
  const channel = await openChannel(t);
  await channel.run('add table inet one; add table inet two');
  const [child] = childrenOfThread();
  await channel.run('add set inet one phones { type ether_addr; }');
  await t.throwsAsync(channel.run('add table inet three; add set inet nowhere x { type mark; }'));
  t.deepEqual(childrenOfThread(), [child]);
  const tables = await run('nft', ['list', 'tables']);
  t.regex(tables, /inet one\n.*inet two\n/);
  t.notRegex(tables, /three/);
});

rootTest('what nft says of a faulty command reaches the caller, and the next command works', async (t) => {
  const channel = await openChannel(t);
  await t.throwsAsync(channel.run('add set inet nowhere x { type mark; }'), {
    message: /No such file or directory/,
  });
  await t.throwsAsync(channel.run('open the gate'), { message: /syntax error/ });
  await t.notThrowsAsync(channel.run('add table inet one'));
  t.regex(await run('nft', ['list', 'tables']), /inet one/);
});

rootTest('a fault is told to the one who made it, and to nobody else', async (t) => {
  const channel = await openChannel(t);
  const said: string[] = [];
  for (let turn = 0; turn < 300; turn += 1) {
    await channel.run(harmless);
    await channel
      .run(`add set inet nowhere x${turn} { type mark; }`)
      .catch((error: Error) => said.push(error.message));
  }
  t.is(said.filter((message) => message.includes('No such file')).length, 300);
});

rootTest(
  'where somebody deleted our tables each command says so, and the first one after their return works',
  async (t) => {
    const channel = await openChannel(t);
    for (let turn = 0; turn < 10; turn += 1) {
      await run('nft', ['flush ruleset']);
      for (let command = 0; command < 100; command += 1) {
        const error = await t.throwsAsync(channel.run('add set inet nowhere x { type mark; }'));
        t.is(error?.message, 'nft: Error: No such file or directory');
      }
      await run('nft', [harmless]);
      await t.notThrowsAsync(channel.run('add table inet one'));
    }
  },
);

rootTest('a long transaction is complete when it is said to be', async (t) => {
  const channel = await openChannel(t);
  await channel.run('add table inet one; add set inet one ids { type mark; }');
  const ids = Array.from({ length: 5_000 }, (_, id) => `add element inet one ids { ${id} }`);
  await channel.run(ids.join('; '));
  const listed = JSON.parse(await run('nft', ['-j', 'list', 'set', 'inet', 'one', 'ids']));
  t.is(listed.nftables.find((each: { set?: object }) => each.set).set.elem.length, 5_000);
});

rootTest(
  'when nft is killed under a command the caller hears of it, and the next command works',
  async (t) => {
    const channel = await openChannel(t);
    await channel.run(harmless);
    const [child = 0] = childrenOfThread();
    process.kill(child, 'SIGSTOP');
    const pending = channel.run('add table inet one');
    process.kill(child, 'SIGKILL');
    await t.throwsAsync(pending, { message: /nft ended with SIGKILL/ });
    await t.notThrowsAsync(channel.run('add table inet two'));
    t.regex(await run('nft', ['list', 'tables']), /inet two/);
  },
);

rootTest('when nft is killed between two commands only one of them can fail', async (t) => {
  const channel = await openChannel(t);
  await channel.run(harmless);
  const [child = 0] = childrenOfThread();
  process.kill(child, 'SIGKILL');
  await channel.run(harmless).catch(() => undefined);
  await t.notThrowsAsync(channel.run('add table inet two'));
  t.not(childrenOfThread()[0], child);
});

rootTest('nft is started anew from time to time, since it grows, and the old one ends', async (t) => {
  const channel = await openChannel(t);
  await channel.run(harmless);
  const [first] = childrenOfThread();
  for (let commands = 1; commands < 5_001; commands += 1) await channel.run(harmless);
  await until(() => childrenOfThread().length === 1);
  t.is(childrenOfThread().length, 1);
  t.not(childrenOfThread()[0], first);
});

rootTest('after it is closed no nft is left', async (t) => {
  const channel = await openChannel(t);
  await channel.run(harmless);
  channel.close();
  await until(() => childrenOfThread().length === 0);
  t.deepEqual(childrenOfThread(), []);
});
