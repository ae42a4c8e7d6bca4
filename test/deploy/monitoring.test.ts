import { readFile } from 'node:fs/promises';
import test from 'ava';
import { run } from '../../src/system/run.js';
import { guest, phone } from '../clients.js';
import { lackOf } from '../lack.js';
import { heard } from '../metrics/heard.js';
import { testsUnless } from '../needing.js';
import { projectPath } from '../project.js';
import { authorisationOf } from '../records.js';

const rulesPath = projectPath('deploy/prometheus-rules.yml');
const dashboardPath = projectPath('deploy/grafana-dashboard.json');

/** Everything that is exported, once everything has happened. */
async function exported(): Promise<string> {
  const { tell, text } = heard();
  const session = authorisationOf(phone);
  tell('session-started', { session });
  tell('session-ended', { session, terminateCause: 'Idle-Timeout' });
  tell('answered', { server: 'portal', status: 200, seconds: 0.001 });
  tell('intercepted', { zone: guest, client: 'Apple', status: 511 });
  const radius = { server: 'one', service: 'authentication', result: 'answer' } as const;
  tell('radius-asked', { ...radius, seconds: 0.01 });
  tell('webhook-called', { webhook: 'till', isTaken: true });
  return text(new Map([[guest, { captive: 1 }]]));
}

for (const path of [rulesPath, dashboardPath])
  test(`${path.split('/').at(-1)} names no metric that there is not`, async (t) => {
    const there = new Set([...(await exported()).matchAll(/^([a-z_0-9]+)[ {]/gm)].map(([, name]) => name));
    const named = (await readFile(path, 'utf8')).matchAll(/\b(?:gate511|nodejs|process)_[a-z0-9_]+/g);
    const names = [...new Set([...named].map(([name]) => name))];
    t.true(names.length > 5);
    t.deepEqual(
      names.filter((name) => !there.has(name)),
      [],
    );
  });

test('every panel of the dashboard asks for something, and stands in a place of its own', async (t) => {
  const { panels } = JSON.parse(await readFile(dashboardPath, 'utf8'));
  t.true(panels.every(({ targets }: { targets: unknown[] }) => targets.length > 0));
  const places = panels.map(
    ({ gridPos }: { gridPos: { x: number; y: number } }) => `${gridPos.x} ${gridPos.y}`,
  );
  t.is(new Set(places).size, panels.length);
});

const withPromtool = testsUnless(lackOf('promtool'));

withPromtool('promtool finds no fault in what is exported', async (t) => {
  t.is(await run('promtool', ['check', 'metrics'], await exported()), '');
});

withPromtool('promtool finds no fault in the alert rules', async (t) => {
  t.regex(await run('promtool', ['check', 'rules', rulesPath]), /SUCCESS: \d+ rules found/);
});
