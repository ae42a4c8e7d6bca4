import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from '../e2e/eventually.js';
import { enterNewNamespace, ip } from '../namespace.js';
import { rootTest } from '../root.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { visitor } from './devices.js';
import { Gate } from './gate.js';

/** The steps of a login as strace prints them, in the order that nothing may change. */
const steps: readonly (readonly [what: string, line: RegExp])[] = [
  ['the temporary file is written', /writev\(\d+<[^>]*\/\.store\.json\.new>/],
  ['and synced', /fsync\(\d+<[^>]*\/\.store\.json\.new>/],
  ['it takes the place of the store', /rename\("[^"]*\/\.store\.json\.new", "[^"]*\/store\.json"/],
  ['the directory is synced', /fsync\(\d+<[^>]*\/state>/],
  ['the firewall is told', /sendto\(.*NFT_MSG_NEWSETELEM/],
  ['the visitor is answered', /HTTP\/1\.1 303 See Other/],
];

rootTest(
  'a login is on the disk before the firewall opens, and the firewall is open before the visitor hears of it',
  async (t) => {
    await enterNewNamespace();
    await ip('link add br-guest type bridge');
    const directory = await temporaryDirectory(t);
    const trace = join(directory, 'trace');
    const calls = 'trace=write,writev,pwrite64,sendto,sendmsg,fsync,fdatasync,rename,renameat,renameat2';
    const under = ['strace', '-f', '-y', '-s', '80', '-e', calls, '-o', trace];
    const gate = await Gate.create(directory, { under });
    await gate.start();
    const { pid } = JSON.parse((await gate.command('GET', '/status')).body);
    t.teardown(() => process.kill(pid, 'SIGKILL')); // the daemon: strace ends with it
    const before = (await readFile(trace, 'utf8')).length;
    t.is((await gate.logIn(visitor)).status, 303);
    // strace writes a line when the call is over; the answer may arrive before that.
    const places = await eventually(async () => {
      const lines = (await readFile(trace, 'utf8')).slice(before).split('\n');
      const found = steps.map(([, pattern]) => lines.findIndex((line) => pattern.test(line)));
      return found.at(-1) === -1 ? undefined : found;
    });
    for (const [index, [what]] of steps.entries()) {
      const place = places[index] ?? -1;
      t.true(place > (places[index - 1] ?? -1), `${what}: line ${place} of the trace`);
    }
  },
);
