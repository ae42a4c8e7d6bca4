import type { ExecutionContext } from 'ava';
import { devices, visitor } from '../crash/devices.js';
import type { Gate, GateOptions } from '../crash/gate.js';
import { eventually } from '../e2e/eventually.js';
import { rootTest } from '../root.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { hinderWrites } from './hinder-writes.js';
import { hinderedNft } from './hindered-nft.js';
import { nft } from './nft.js';
import { newGate } from './opened-gate.js';

const resident = devices[2] ?? visitor;
const stranger = '02:00:00:00:02:01';
/** The daemon compares every 30 s. */
const intervalMs = 40_000;

async function gateWithResident(t: ExecutionContext, options: GateOptions = {}): Promise<Gate> {
  const gate = await newGate(t, options);
  await gate.start();
  t.is((await gate.logIn(resident)).status, 303);
  return gate;
}

for (const [name, command] of [
  ['our table is deleted', 'delete table inet gate511'],
  ['everything is flushed', 'flush ruleset'],
] as const)
  rootTest(`when ${name}, a visitor hears 503 and is let in without doing anything more`, async (t) => {
    const nftOfTheDaemon = await hinderedNft(await temporaryDirectory(t));
    const gate = await gateWithResident(t, { under: nftOfTheDaemon.under });
    await nftOfTheDaemon.hinder('exit 1'); // else its regular look may come before the visitor does
    await nft(command);

    const { status, headers } = await gate.logIn(visitor);
    t.is(status, 503);
    t.regex(headers['retry-after'] ?? '', /^\d+$/);
    await nftOfTheDaemon.heal();
    await isNeverOnlineTooEarly(t, gate);
    t.deepEqual(await gate.open(), new Set([visitor.mac, resident.mac]));
    t.regex(await gate.logged(/rules were changed by somebody else: put back/), /"rules":".*gate511/);
    for (const { mac } of [visitor, resident])
      t.like(repairIn(await gate.logged(repairOf(mac))), { wanted: 'open', found: 'closed' });
  });

rootTest(
  'elements that somebody adds or takes out by hand are put right, and what differed is logged',
  async (t) => {
    t.timeout(60_000);
    const gate = await gateWithResident(t);
    await nft(`delete element inet gate511 auth_guest { ${resident.mac} }`);
    await nft(
      `add element inet gate511 auth_guest { ${stranger} : 77 }; add element inet gate511 down { 77 }`,
    );
    await nft(`add element inet gate511 deny_guest { ${visitor.mac} }`);
    await eventually(
      async () => ((await gate.open()).has(resident.mac) && !(await gate.open()).has(stranger)) || undefined,
      intervalMs,
    );
    t.like(repairIn(await gate.logged(repairOf(resident.mac))), { wanted: 'open', found: 'closed' });
    t.like(repairIn(await gate.logged(repairOf(stranger))), { wanted: 'closed', found: 'open' });
    t.like(repairIn(await gate.logged(repairOf(visitor.mac))), { wanted: 'closed', found: 'denied' });
    t.deepEqual(await gate.open(), new Set([resident.mac]));
  },
);

rootTest('while the kernel takes nothing a visitor hears 503, and is let in when it does', async (t) => {
  const gate = await gateWithResident(t);
  const heal = await hinderWrites(t, await pidOf(gate), 'error=ENOMEM');
  const { status, headers } = await gate.logIn(visitor);
  t.is(status, 503);
  t.regex(headers['retry-after'] ?? '', /^\d+$/);
  await heal();
  await isNeverOnlineTooEarly(t, gate);
  t.deepEqual(await gate.open(), new Set([visitor.mac, resident.mac]));
});

rootTest(
  'while the kernel takes long nobody is told that he is online, and then he is; others are served',
  async (t) => {
    const gate = await gateWithResident(t);
    const heal = await hinderWrites(t, await pidOf(gate), 'delay_enter=60s');
    const login = gate.logIn(visitor);
    await isPersisted(gate);
    t.false((await gate.open()).has(visitor.mac));
    t.is((await gate.visit(visitor, '/status')).status, 303);
    t.like(JSON.parse((await gate.visit(visitor, '/captive-portal/api')).body), { captive: true });
    t.is((await gate.visit(resident, '/status')).status, 200);
    t.false((await gate.open()).has(visitor.mac));
    await heal();
    t.is((await login).status, 303);
    t.is((await gate.visit(visitor, '/status')).status, 200);
    t.deepEqual(await gate.open(), new Set([visitor.mac, resident.mac]));
  },
);

for (const [what, first, says] of [
  ['is killed', 'kill -KILL $$', /nft ended with SIGKILL/],
  ['takes 5 s', 'sleep 5', /rules were changed by somebody else: put back/],
] as const)
  rootTest(
    `when the nft that puts the rules back ${what}, a visitor hears 503 and is let in when it works`,
    async (t) => {
      const nftOfTheDaemon = await hinderedNft(await temporaryDirectory(t));
      const gate = await gateWithResident(t, { under: nftOfTheDaemon.under });
      await nftOfTheDaemon.hinder(first);
      await nft('delete table inet gate511');
      const { status, headers } = await gate.logIn(visitor);
      t.is(status, 503);
      t.regex(headers['retry-after'] ?? '', /^\d+$/);
      await gate.logged(says);
      await nftOfTheDaemon.heal();
      await isNeverOnlineTooEarly(t, gate);
      t.deepEqual(await gate.open(), new Set([visitor.mac, resident.mac]));
    },
  );

rootTest(
  'a configuration that nft refuses leaves the daemon at its work with the one in force',
  async (t) => {
    const nftOfTheDaemon = await hinderedNft(await temporaryDirectory(t));
    const gate = await gateWithResident(t, { under: nftOfTheDaemon.under });
    await nftOfTheDaemon.hinder('exit 1');
    gate.signal('SIGHUP');
    await gate.logged(/the new configuration cannot be used/);
    t.is((await gate.logIn(visitor)).status, 303);
    t.deepEqual(await gate.open(), new Set([visitor.mac, resident.mac]));
    await nftOfTheDaemon.heal();
    await nft('delete table inet gate511');
    await gate.logged(/rules were changed by somebody else: put back/);
    for (const { mac } of [visitor, resident]) await gate.logged(repairOf(mac));
  },
);

/** Asks until the portal says that the visitor is online, and then he must be. */
async function isNeverOnlineTooEarly(t: ExecutionContext, gate: Gate): Promise<void> {
  await eventually(async () => {
    const isOnline = (await gate.visit(visitor, '/status')).status === 200;
    if (!isOnline) return undefined;
    t.true((await gate.open()).has(visitor.mac));
    return true;
  }, intervalMs);
}

/** Waits until the login is in the store, so that only the firewall is missing. */
const isPersisted = (gate: Gate) =>
  eventually(async () => ((await gate.states()).get(visitor.mac) === 'authorised' ? true : undefined));

const pidOf = async (gate: Gate): Promise<number> =>
  JSON.parse((await gate.command('GET', '/status')).body).pid;

const repairOf = (mac: string) => new RegExp(`"mac":"${mac}".*differed from the store: put right`);
const repairIn = (line: string): object => JSON.parse(line);
