import { run } from '../../src/system/run.js';
import { devices, visitor } from '../crash/devices.js';
import { eventually } from '../e2e/eventually.js';
import { jumps } from '../jumps.js';
import { rootTest } from '../root.js';
import { newGate } from './opened-gate.js';

const preload = new URL('./jumping-clock.js', import.meta.url).href;
const other = devices[2] ?? visitor;

rootTest(
  'when the clock is set, no session ends early and none late, and the kernel is told nothing new',
  async (t) => {
    const gate = await newGate(t, { preload });
    await gate.start();
    t.is((await gate.logIn(visitor)).status, 303);
    const endsAt = await endOf(visitor.mac);
    const kernelEnd = await kernelEndOf(visitor.mac);
    for (const [index, [name]] of jumps.entries()) {
      gate.signal('SIGUSR2');
      await gate.logged(new RegExp(`the clock is set, ${index + 1}"`));
      const ended = gate.nextLogged(/Session-Timeout/);
      const begin = performance.now();
      t.is((await gate.command('PUT', `/authorisations/${other.mac}`, { durationSeconds: 2 })).status, 200);
      t.true((await ended).includes(other.mac), name);
      t.true(performance.now() - begin >= 1_900, `${name}: not early`);
      // The end is logged before the firewall takes it.
      await eventually(async () => !(await gate.open()).has(other.mac) || undefined);
      t.deepEqual(await gate.open(), new Set([visitor.mac]), name);
      t.is(await endOf(visitor.mac), endsAt, name);
      t.true(Math.abs((await kernelEndOf(visitor.mac)) - kernelEnd) < 3, name);
    }

    async function endOf(mac: string): Promise<string> {
      const { items }: { items: { mac: string; endsAt: string }[] } = JSON.parse(
        (await gate.command('GET', '/clients')).body,
      );
      return items.find((row) => row.mac === mac)?.endsAt ?? '';
    }
  },
);

/** By the kernel's own count, in seconds of this process. */
async function kernelEndOf(mac: string): Promise<number> {
  const listed = JSON.parse(await run('nft', ['-j', 'list', 'map', 'inet', 'gate511', 'auth_guest']));
  const elements: [{ elem: { val: string; expires: number } }, number][] = listed.nftables[1].map.elem;
  const expires = elements.find(([{ elem }]) => elem.val === mac)?.[0].elem.expires ?? Number.NaN;
  return performance.now() / 1000 + expires;
}
