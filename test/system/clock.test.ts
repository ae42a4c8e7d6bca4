import test from 'ava';
import { steadyClock, systemClock } from '../../src/system/clock.js';
import { run } from '../../src/system/run.js';
import { sinceBootMs } from '../../src/system/since-boot.js';
import { jumps } from '../jumps.js';
import { rootTest } from '../root.js';

for (const [name, jumpMs] of jumps)
  test(`the daemon's time goes on evenly when the wall clock is set ${name}`, (t) => {
    let [wall, elapsed] = [Date.UTC(2026, 0, 2, 12), 5_000];
    const clock = steadyClock(
      () => wall,
      () => elapsed,
    );
    const begin = wall;
    wall += jumpMs;
    t.is(clock(), begin);
    elapsed += 1_234;
    t.is(clock(), begin + 1_234);
    const afterRestart = steadyClock(
      () => wall,
      () => elapsed,
    );
    t.is(afterRestart(), wall);
  });

test('the daemon begins with the time of the machine', (t) => {
  t.true(Math.abs(systemClock() - Date.now()) < 60_000);
});

test('time since the start of the machine goes on, and is at least that of this process', (t) => {
  const before = sinceBootMs();
  t.true(before >= process.uptime() * 1000 - 1_000);
  const end = performance.now() + 20;
  while (performance.now() < end);
  t.true(sinceBootMs() - before >= 19);
});

const module = JSON.stringify(new URL('../../src/system/since-boot.js', import.meta.url));
const tell = `import(${module}).then(({ sinceBootMs }) => console.log(sinceBootMs()))`;
/** Where the machine has been asleep for two hours, or its other clock, which leaves sleep out, is two hours further. */
const further = (clock: string) =>
  run('unshare', ['--time', `--${clock}`, '7200', '--fork', process.execPath, '-e', tell]);

rootTest('the daemon’s clock counts the time that a machine is asleep', async (t) => {
  const before = sinceBootMs();
  t.true(Number(await further('boottime')) - before >= 7_200_000);
  t.true(Number(await further('monotonic')) - before < 7_200_000);
});
