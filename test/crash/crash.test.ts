import { enterNewNamespace, ip } from '../namespace.js';
import { rootTest } from '../root.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { devices } from './devices.js';
import { Gate } from './gate.js';
import { type Confirmed, faultsAfterRestart, workUntilKilled } from './round.js';

const rounds = Number(process.env.GATE511_CRASH_ROUNDS ?? 10);

for (const disk of ['sound', 'faulty'] as const)
  rootTest(
    `${rounds} times killed on a ${disk} disk, the daemon has kept all that it confirmed and nothing else`,
    async (t) => {
      t.timeout(rounds * 20_000);
      await enterNewNamespace();
      await ip('link add br-guest type bridge');
      const gate = await Gate.create(await temporaryDirectory(t), disk);
      t.teardown(() => gate.kill());
      const confirmed: Confirmed = new Map(devices.map((device) => [device, 'out']));
      await gate.start();
      let changes = 0;
      for (let round = 1; round <= rounds; round += 1) {
        changes += await workUntilKilled(gate, confirmed);
        await gate.start();
        t.deepEqual(await faultsAfterRestart(gate, confirmed), [], `after kill ${round}`);
      }
      t.log(`${changes} changes were confirmed`);
      t.true(changes > rounds);
    },
  );
