import test from 'ava';
import { clientNumber, phone } from '../clients.js';
import { type Hotspot, openHotspot } from '../hotspot/hotspot.js';
import { authorisationOf } from '../records.js';
import { call, read } from './call.js';

interface Page {
  readonly items: readonly { readonly mac: string; readonly user: string | null }[];
  readonly nextCursor: string | null;
}

async function crowded(t: Parameters<typeof openHotspot>[0], number: number): Promise<Hotspot> {
  const hotspot = await openHotspot(t);
  for (let each = 0; each < number; each += 1)
    await hotspot.gate.store.grant(authorisationOf(clientNumber(each), { user: `user${each % 3}` }));
  return hotspot;
}

async function pages(hotspot: Hotspot, query: string): Promise<Page['items'][]> {
  const found: Page['items'][] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Page = await read(hotspot, `/clients?${query}${cursor === '' ? '' : `&cursor=${cursor}`}`);
    found.push(page.items);
    cursor = page.nextCursor;
  }
  return found;
}

test('all devices come page by page, each once, in the order that was asked for', async (t) => {
  const hotspot = await crowded(t, 25);
  const found = await pages(hotspot, 'limit=10');
  t.deepEqual(
    found.map((page) => page.length),
    [10, 10, 7],
  );
  const macs = found.flat().map(({ mac }) => mac);
  t.deepEqual(macs, [...new Set(macs)].sort());

  const byUser = (await pages(hotspot, 'limit=4&sort=-user')).flat();
  t.is(byUser.length, 27);
  t.deepEqual(
    byUser.map(({ user }) => user ?? ''),
    byUser
      .map(({ user }) => user ?? '')
      .sort()
      .reverse(),
  );
});

test('a device that leaves between two pages takes no other one with it', async (t) => {
  const hotspot = await crowded(t, 10);
  const first: Page = await read(hotspot, '/clients?state=authorised&limit=5');
  await call(hotspot, 'DELETE', `/authorisations/${first.items[0]?.mac}`);
  const second: Page = await read(hotspot, `/clients?state=authorised&limit=5&cursor=${first.nextCursor}`);
  t.is(new Set([...first.items, ...second.items].map(({ mac }) => mac)).size, 10);
});

for (const [search, expected] of [
  ['02:FF:00:00:00:07', ['02:ff:00:00:00:07']],
  ['0000000a', ['02:00:00:00:00:0a', '02:ff:00:00:00:0a']],
  ['127.0.0.1', ['02:00:00:00:00:0a']],
  ['USER2', ['02:ff:00:00:00:02', '02:ff:00:00:00:05', '02:ff:00:00:00:08']],
  ['nobody', []],
] as const)
  test(`devices are found by ${search}`, async (t) => {
    const hotspot = await crowded(t, 11);
    const { items }: Page = await read(hotspot, `/clients?search=${encodeURIComponent(search)}`);
    t.deepEqual(
      items.map(({ mac }) => mac),
      [...expected],
    );
  });

test('sessions are listed by user, in force or over', async (t) => {
  const hotspot = await crowded(t, 6);
  await call(hotspot, 'DELETE', `/authorisations/${clientNumber(0).mac}`);
  const of = (query: string) => read(hotspot, `/authorisations?${query}`);
  t.like(await of('user=user0&inForce=false'), {
    items: [{ mac: clientNumber(0).mac, terminateCause: 'Admin-Reset' }],
  });
  t.like(await of('user=user0&inForce=true'), { items: [{ mac: clientNumber(3).mac, endedAt: null }] });
  t.is((await of('zone=staff')).items.length, 0);
});

test('the plans and zones of the configuration can be read', async (t) => {
  const hotspot = await openHotspot(t);
  t.deepEqual(await read(hotspot, '/plans'), []);
  t.like(await read(hotspot, '/zones'), [{ name: 'guest', interface: 'br-guest' }, { name: 'staff' }]);
  t.like(await read(hotspot, '/configuration'), { dhcp: '# none' });
});

test('an end may be given as a moment, so that saying it again changes nothing', async (t) => {
  const hotspot = await openHotspot(t);
  const endsAt = new Date(hotspot.clock() + 5_000).toISOString();
  const put = () => call(hotspot, 'PUT', `/authorisations/${phone.mac}`, { endsAt });
  const first = await put();
  hotspot.clock.advance(2);
  t.is((await put()).body, first.body);
  t.like(JSON.parse(first.body), { endsAt });
});
