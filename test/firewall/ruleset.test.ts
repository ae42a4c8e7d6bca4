import { readFile, writeFile } from 'node:fs/promises';
import test from 'ava';
import { removal, ruleset } from '../../src/firewall/ruleset.js';
import { run } from '../../src/system/run.js';
import { enterNewNamespace } from '../namespace.js';
import { projectPath } from '../project.js';
import { rootTest } from '../root.js';
import { rulesets } from './rulesets.js';

for (const [name, options] of Object.entries(rulesets)) {
  const path = projectPath(`test/firewall/golden/${name}.nft`);

  test(`the ruleset of ${name} is the one that was reviewed`, async (t) => {
    const text = ruleset(options);
    if (process.env.UPDATE_GOLDEN === '1') await writeFile(path, text);
    t.is(
      text,
      await readFile(path, 'utf8'),
      'to accept the change: UPDATE_GOLDEN=1 npx ava, and read the diff',
    );
  });

  rootTest(`nft takes the ruleset of ${name}, again and again, and its removal`, async (t) => {
    await enterNewNamespace();
    await t.notThrowsAsync(run('nft', ['-c', '-f', path]));
    t.is(await run('nft', ['list', 'ruleset']), '');
    await run('nft', ['-f', path]);
    const once = await run('nft', ['-s', 'list', 'ruleset']);
    await run('nft', ['-f', path]);
    t.is(await run('nft', ['-s', 'list', 'ruleset']), once);
    for (let times = 0; times < 2; times += 1)
      await run('nft', ['-f', '-'], removal(await run('nft', ['list', 'tables'])));
    t.is(await run('nft', ['list', 'ruleset']), '');
  });
}
