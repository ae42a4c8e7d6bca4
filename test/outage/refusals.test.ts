import { devices } from '../crash/devices.js';
import { Gate } from '../crash/gate.js';
import { childrenOfThread } from '../namespace.js';
import { rootTest } from '../root.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { newGate } from './opened-gate.js';

/** Ways in which the daemon cannot have nft, as the words before its own command. */
const withoutNft = {
  'nft is not installed': {
    under: ['unshare', '-m', 'sh', '-c', 'mount -t tmpfs none /usr/sbin && exec "$@"', 'sh'],
    says: /nft cannot be started: spawn nft ENOENT/,
  },
  'nft may not be run': {
    under: ['unshare', '-m', 'sh', '-c', 'mount --bind /dev/null /usr/sbin/nft && exec "$@"', 'sh'],
    says: /nft cannot be started: spawn nft EACCES/,
  },
  'it lacks CAP_NET_ADMIN': {
    under: ['setpriv', '--bounding-set=-net_admin', '--inh-caps=-net_admin'],
    says: /Operation not permitted/,
  },
} as const;

for (const [name, { under, says }] of Object.entries(withoutNft))
  rootTest(`when ${name}, the daemon says so and does not run without enforcement`, async (t) => {
    const gate = await newGate(t, { under });
    const { code, stdout, stderr } = await gate.run('serve');
    t.is(code, 69);
    t.regex(stderr, /^gate511: the firewall cannot be set up: [^\n]*\n$/);
    t.regex(stderr, says);
    t.notRegex(stdout, /"ready"/);
    t.deepEqual(childrenOfThread(), []);
  });

rootTest('a second daemon on the same table is refused, and the first goes on', async (t) => {
  const first = await newGate(t);
  await first.start();
  const second = await Gate.create(await temporaryDirectory(t));
  const { code, stderr } = await second.run('serve');
  t.is(code, 1);
  t.is(stderr, 'gate511: another gate511 looks after the table inet gate511; stop it first\n');
  t.is((await first.logIn(devices[0] ?? t.fail())).status, 303);
  await first.kill();
  await second.start();
  t.teardown(() => second.kill());
  t.is((await second.logIn(devices[0] ?? t.fail())).status, 303);
});

rootTest(
  'a second daemon on the same store is refused, and touches nothing that the first has',
  async (t) => {
    const gate = await newGate(t);
    await gate.start();
    t.is((await gate.logIn(devices[0] ?? t.fail())).status, 303);
    const { code, stderr } = await gate.run('serve');
    t.is(code, 1);
    t.regex(stderr, /^gate511: another gate511 uses this store \(\S+ is locked\); stop it first\n$/);
    t.deepEqual(await gate.open(), new Set([devices[0]?.mac]));
  },
);
