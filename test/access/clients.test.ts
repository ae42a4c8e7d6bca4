import test from 'ava';
import { authorise } from '../../src/access/authorise.js';
import { listClients } from '../../src/access/clients.js';
import { putListEntry } from '../../src/access/lists.js';
import { type Client, keyOf } from '../../src/client/client.js';
import { type DeviceName, parseDeviceName } from '../../src/client/device-name.js';
import type { MacAddress } from '../../src/client/mac-address.js';
import { StaticNeighbours } from '../../src/client/static-neighbours.js';
import { unused } from '../../src/store/authorisation.js';
import { address, clientNumber, guest, laptop, phone, printer } from '../clients.js';
import { entryOf, octets } from '../records.js';
import { gateParts, hour } from './gate-parts.js';

test('an operator sees who is there or online, under which name, in which state, since when and with how much traffic', async (t) => {
  const { gate, clock, firewall, usage } = gateParts();
  const startedAt = clock();
  const away = clientNumber(1);
  await authorise(gate, phone, { ...hour, user: 'anna' });
  await authorise(gate, away, hour);
  await putListEntry(gate, entryOf(printer, 'deny', { endsAt: startedAt + 60_000, note: 'loud' }));
  firewall.count(phone, octets(10, 20));
  firewall.lastSeenAt.set(keyOf(laptop), startedAt - 5_000);
  await usage.read();
  const neighbours = new StaticNeighbours([
    { ...printer, address: address('198.51.100.1') },
    { ...phone, address: address('192.0.2.7') },
    { ...phone, address: address('2001:db8::7') },
    { ...laptop, address: address('192.0.2.8') },
  ]);

  const nothing = {
    method: undefined,
    name: undefined,
    note: undefined,
    user: undefined,
    startedAt: undefined,
    endsAt: undefined,
    lastSeenAt: undefined,
  };
  const none = { ...nothing, ...unused };
  const online = {
    state: 'authorised',
    method: 'click-through',
    startedAt,
    endsAt: startedAt + 3_600_000,
  } as const;
  const names = new Map([[phone.mac, parseDeviceName('Annas-Phone')]]) as ReadonlyMap<MacAddress, DeviceName>;
  const deviceNames = { nameOf: async () => undefined, all: async () => names };
  const rows = await listClients(gate, neighbours, new Map([[guest, deviceNames]]));
  const placeOf = ({ zone, mac }: Client) => `${zone}/${mac}`;
  const inOrder = rows.sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
  t.deepEqual(inOrder, [
    {
      ...none,
      ...phone,
      ...online,
      addresses: [address('192.0.2.7'), address('2001:db8::7')],
      name: names.get(phone.mac),
      user: 'anna',
      inputBytes: 10,
      outputBytes: 20,
    },
    {
      ...none,
      ...laptop,
      state: 'captive',
      addresses: [address('192.0.2.8')],
      lastSeenAt: startedAt - 5_000,
    },
    { ...none, ...away, ...online, addresses: [] },
    {
      ...none,
      ...printer,
      state: 'denied',
      addresses: [address('198.51.100.1')],
      note: 'loud',
      endsAt: startedAt + 60_000,
    },
  ]);
});

test('who is neither there nor online is not listed', async (t) => {
  const { gate, clock } = gateParts();
  await authorise(gate, phone, hour);
  await putListEntry(gate, entryOf(laptop, 'allow'));
  clock.advance(3_600);
  t.deepEqual(await listClients(gate, new StaticNeighbours([])), []);
});
