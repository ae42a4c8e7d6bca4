import test from 'ava';
import { authorise } from '../../src/access/authorise.js';
import { listClients } from '../../src/access/clients.js';
import { putListEntry } from '../../src/access/lists.js';
import { keyOf } from '../../src/client/client.js';
import { StaticNeighbours } from '../../src/client/static-neighbours.js';
import { unused } from '../../src/store/authorisation.js';
import { address, clientNumber, laptop, phone, printer } from '../clients.js';
import { entryOf, octets } from '../records.js';
import { gateParts, hour } from './gate-parts.js';

test('an operator sees who is there or online, in which state, since when and with how much traffic', async (t) => {
  const { gate, clock, firewall, usage } = gateParts();
  const startedAt = clock();
  const away = clientNumber(1);
  await authorise(gate, phone, { ...hour, user: 'anna' });
  await authorise(gate, away, hour);
  await putListEntry(gate, entryOf(printer, 'deny', { endsAt: startedAt + 60_000 }));
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
  t.deepEqual(await listClients(gate, neighbours), [
    {
      ...none,
      ...phone,
      ...online,
      addresses: [address('192.0.2.7'), address('2001:db8::7')],
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
