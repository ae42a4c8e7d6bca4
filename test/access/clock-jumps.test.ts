import test from 'ava';
import { authorise } from '../../src/access/authorise.js';
import { decide } from '../../src/access/decide.js';
import { putListEntry } from '../../src/access/lists.js';
import { reconcile } from '../../src/access/reconcile.js';
import { sweep } from '../../src/access/sweep.js';
import { steadyClock } from '../../src/system/clock.js';
import { laptop, phone } from '../clients.js';
import { handClock } from '../hand-clock.js';
import { jumps } from '../jumps.js';
import { entryOf } from '../records.js';
import { gateParts, hour } from './gate-parts.js';

for (const [name, jumpMs] of jumps)
  test(`a session and a list entry end neither early nor late when the clock is set ${name}`, async (t) => {
    const elapsed = handClock(0);
    let wall = Date.UTC(2026, 0, 2, 12);
    const clock = Object.assign(
      steadyClock(() => wall, elapsed),
      elapsed,
    );
    const { gate, firewall, enforced, log, usage } = gateParts(clock);
    await authorise(gate, phone, { ...hour, plan: { ...hour.plan, idleSeconds: 3_599 } });
    await putListEntry(gate, entryOf(laptop, 'deny', { endsAt: clock() + 3_600_000 }));
    await usage.read();
    const before = await firewall.enforced();

    wall += jumpMs;
    clock.advance(3_598);
    await sweep(gate);
    await reconcile(gate, firewall);
    t.deepEqual(await firewall.enforced(), before);
    t.is((await decide(gate.store, phone, clock())).state, 'authorised');
    t.deepEqual(
      log.lines.filter(({ level }) => level !== 'info'),
      [],
    );

    clock.advance(2);
    await sweep(gate);
    for (const client of [phone, laptop]) t.is(await enforced(client), undefined);
    t.is((await decide(gate.store, phone, clock())).state, 'captive');
  });
