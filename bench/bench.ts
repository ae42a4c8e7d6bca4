import { mkdir, writeFile } from 'node:fs/promises';
import { benchForwarding } from './forwarding.js';
import { benchOperators } from './operators.js';
import { benchRates } from './rates.js';
import type { Report } from './report.js';
import { benchRequests } from './requests.js';
import { benchScale } from './scale.js';

/** By the name under which the results are kept. */
const parts: Readonly<Record<string, (rounds: number) => Promise<Report>>> = {
  requests: benchRequests,
  forwarding: benchForwarding,
  rates: benchRates,
  scale: benchScale,
  operators: benchOperators,
};

const rounds = Number(process.env.GATE511_BENCH_ROUNDS ?? 5);
const results = 'bench/results';
const asked = process.argv.slice(2);

if (process.getuid?.() !== 0) throw new Error('the bench builds network namespaces: run it as root');
await mkdir(results, { recursive: true });
for (const name of asked.length > 0 ? asked : Object.keys(parts)) {
  const part = parts[name];
  if (!part) throw new Error(`there is no part ${name}, but ${Object.keys(parts).join(', ')}`);
  const { figures, text } = await part(rounds);
  await writeFile(`${results}/${name}.json`, `${JSON.stringify(figures, null, 2)}\n`);
  await writeFile(`${results}/${name}.md`, text);
  process.stdout.write(text);
}
