import test from 'ava';
import { authorise } from '../../src/access/authorise.js';
import { putListEntry } from '../../src/access/lists.js';
import { Whereabouts } from '../../src/access/whereabouts.js';
import type { Client, Neighbour } from '../../src/client/client.js';
import { StaticNeighbours } from '../../src/client/static-neighbours.js';
import { address, laptop, phone } from '../clients.js';
import { entryOf } from '../records.js';
import { gateParts, hour } from './gate-parts.js';

const at = (client: Client, text: string): Neighbour => ({ ...client, address: address(text) });

function watched() {
  const { gate, happenings } = gateParts();
  const whereabouts = new Whereabouts();
  const told: unknown[] = [];
  happenings.on('client-seen', ({ client, addresses }) => told.push(['seen', client.mac, ...addresses]));
  happenings.on('addresses-changed', ({ client, addresses }) => told.push([client.mac, ...addresses]));
  /** What is told after a look at these neighbours. */
  const look = async (...neighbours: Neighbour[]) => {
    await whereabouts.look(gate, new StaticNeighbours(neighbours));
    return told.splice(0);
  };
  return { gate, whereabouts, look };
}

test('the addresses of a device that is online are told when it has others, and not of one that is captive', async (t) => {
  const { gate, look } = watched();
  await authorise(gate, phone, hour);
  const [first, second] = [at(phone, '10.0.0.7'), at(phone, '10.0.0.8')];
  t.deepEqual(await look(first, at(laptop, '10.0.0.9')), [[phone.mac, '10.0.0.7']]);
  t.deepEqual(await look(first), []);
  t.deepEqual(await look(second, first), [[phone.mac, '10.0.0.7', '10.0.0.8']]);
  t.deepEqual(await look(), [[phone.mac]]);
});

test('an allowed device is told of as one that has logged in', async (t) => {
  const { gate, look } = watched();
  await putListEntry(gate, entryOf(phone, 'allow'));
  t.deepEqual(await look(at(phone, '10.0.0.7')), [[phone.mac, '10.0.0.7']]);
});

test('a session that follows another at once has its addresses told, too', async (t) => {
  const { gate, look, whereabouts } = watched();
  await authorise(gate, phone, hour);
  await look(at(phone, '10.0.0.7'));
  whereabouts.forget(phone);
  t.deepEqual(await look(at(phone, '10.0.0.7')), [[phone.mac, '10.0.0.7']]);
});

test('a device that turns up is told of, but not all that are there at the start', async (t) => {
  const { look } = watched();
  t.deepEqual(await look(at(phone, '10.0.0.7')), []);
  t.deepEqual(await look(at(phone, '10.0.0.7'), at(laptop, '10.0.0.9')), [['seen', laptop.mac, '10.0.0.9']]);
});

test('addresses that nobody outside the zone sees are left out, and so is what a device takes beyond reason', async (t) => {
  const { gate, look } = watched();
  await authorise(gate, phone, hour);
  const many = Array.from({ length: 100 }, (_, n) => at(phone, `10.0.1.${n}`));
  const [told] = await look(at(phone, 'fe80::1'), ...many);
  t.is((told as unknown[]).length, 1 + 32);
});
