import { EventEmitter, once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { type Device, devices } from './devices.js';
import type { Gate } from './gate.js';

/** What the daemon has confirmed of a device; undefined where it was killed before it answered, or said "not kept". */
export type Confirmed = Map<Device, 'in' | 'out' | undefined>;

/** Where a faulty disk takes nothing any more, nobody waits longer than this for a confirmation. */
const patienceMs = 5_000;

/**
 * Visitors and operators at work until the daemon is killed at some moment: after some confirmations, however long they
 * take on this machine, and within what follows. Notes and counts what was confirmed.
 */
export async function workUntilKilled(gate: Gate, confirmed: Confirmed): Promise<number> {
  const isOver = new AbortController();
  const isEnough = new EventEmitter();
  const wanted = Math.ceil(Math.random() * 30);
  let changes = 0;
  const count = () => {
    changes += 1;
    if (changes === wanted) isEnough.emit('reached');
  };
  const reached = once(isEnough, 'reached', { signal: AbortSignal.timeout(patienceMs) });
  const working = devices.map((device) => work(gate, device, confirmed, isOver.signal, count));
  await reached.catch(() => undefined);
  await pause(Math.random() * 30);
  await gate.kill();
  isOver.abort();
  await Promise.all(working);
  return changes;
}

async function work(
  gate: Gate,
  device: Device,
  confirmed: Confirmed,
  isOver: AbortSignal,
  count: () => void,
): Promise<void> {
  for (let step = 0; step < 1_000 && !isOver.aborted; step += 1) {
    const wanted = Math.random() < 0.6 ? 'in' : 'out';
    const before = confirmed.get(device);
    confirmed.set(device, undefined);
    const outcome = await change(gate, device, wanted).catch(() => undefined);
    if (outcome === undefined) break;
    if (outcome === 'done') count();
    // Whoever is out, but not kept so, is said to be out as well.
    const isUnsure = outcome === 'not-kept' || (outcome === 'out already' && before === undefined);
    confirmed.set(device, isUnsure ? undefined : outcome === 'refused' ? before : wanted);
    await pause(Math.random() * 30);
  }
}

/** What the answer says: undefined where nobody knows, `refused` where nothing was changed. */
async function change(
  gate: Gate,
  device: Device,
  wanted: 'in' | 'out',
): Promise<'done' | 'out already' | 'not-kept' | 'refused' | undefined> {
  const { status, body } = await request(gate, device, wanted);
  if (status === 303 || status === 200) return 'done';
  if (status === 404 && wanted === 'out') return 'out already';
  if (body.includes('problem:not-kept')) return 'not-kept';
  const isUnrecorded = status === 507 || /could not be recorded|store-unavailable/.test(body);
  return isUnrecorded ? 'refused' : undefined;
}

function request(gate: Gate, device: Device, wanted: 'in' | 'out') {
  if (device.way === 'login')
    return wanted === 'in' ? gate.logIn(device) : gate.command('DELETE', `/authorisations/${device.mac}`);
  const path = `/list-entries/${device.mac}`;
  return wanted === 'in' ? gate.command('PUT', path, { kind: 'allow' }) : gate.command('DELETE', path);
}

/** What differs from what was confirmed, a sentence each; where nobody knew, the store's word is taken for the next round. */
export async function faultsAfterRestart(gate: Gate, confirmed: Confirmed): Promise<string[]> {
  const [states, open] = [await gate.states(), await gate.open()];
  return devices.flatMap((device) => {
    const found = states.get(device.mac) === 'captive' ? 'out' : 'in';
    const enforced = open.has(device.mac) ? 'in' : 'out';
    const expected = confirmed.get(device) ?? found;
    confirmed.set(device, found);
    if (found === expected && enforced === found) return [];
    return [`${device.mac}: confirmed ${expected}, in the store ${found}, in the firewall ${enforced}`];
  });
}
