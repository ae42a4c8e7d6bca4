import { appendFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { eventually } from '../e2e/eventually.js';
import { Daemon } from './daemon.js';
import { install, own } from './installation.js';

test('history tells who had an address, for people, programs and spreadsheets, and of torn lines', async (t) => {
  const gateway = await install(t);
  const daemon = await Daemon.start(t, gateway);
  await gateway.run(`authorise ${own} --for 1h`);
  const found = await eventually(async () => {
    const { stdout } = await gateway.run('history --address 127.0.0.1 --json');
    const { sessions } = JSON.parse(stdout);
    return sessions.length > 0 ? sessions : undefined;
  });
  t.like(found[0], { mac: own, method: 'operator', endedAt: null });
  await gateway.run(`revoke ${own}`);
  const [ended] = JSON.parse((await gateway.run(`history --mac ${own} --json`)).stdout).sessions;
  t.like(ended, { cause: 'Admin-Reset', by: userInfo().username });
  t.regex(
    (await gateway.run('history')).stdout,
    /^MAC .*\n02:00:00:00:00:01 +guest .*Admin-Reset +127\.0\.0\.1 \(20/,
  );
  t.regex(
    (await gateway.run('history --csv')).stdout,
    /^mac,zone,user,.*\n02:00:00:00:00:01,guest,,operator,20/,
  );
  t.regex((await gateway.run('history --at 2001-02-03T04:05')).stdout, /^MAC [^\n]*\n$/);
  for (const time of ['23:59', '2099-01-01', '2099-01-01T04:05:06Z', '2099-01-01T04:05+02:00'])
    t.regex((await gateway.run(`history --at ${time}`)).stdout, /^MAC /, time);
  t.is((await gateway.run('history --at noon')).code, 2);

  await daemon.stop('SIGKILL');
  await appendFile(join(gateway.directory, 'state/audit/audit.jsonl'), '{"at":"2026');
  await Daemon.start(t, gateway);
  t.regex((await gateway.run('history')).stdout, /\n1 torn lines of the audit trail were left out\n$/);
});
