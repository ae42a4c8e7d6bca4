import type { ExecutionContext } from 'ava';
import { KernelNeighbours } from '../../src/client/kernel-neighbours.js';
import type { Neighbours } from '../../src/client/neighbours.js';
import { RememberedNeighbours } from '../../src/client/remembered-neighbours.js';
import { neighbourChanges } from '../../src/client/rtnetlink.js';
import { Netlink } from '../../src/system/netlink.js';
import { run } from '../../src/system/run.js';
import { address, clientNumber, guest, laptop, phone, printer, staff } from '../clients.js';
import { enterNewNamespace, ip } from '../namespace.js';
import { rootTest } from '../root.js';

type Open = (t: ExecutionContext) => Promise<Neighbours>;

/** A gateway with two zones and a way to the internet; the far ends of the links are nobody's. */
async function gateway(t: ExecutionContext): Promise<KernelNeighbours> {
  await enterNewNamespace();
  for (const [name, v4, v6] of [
    ['guest0', '192.0.2.1/24', '2001:db8:1::1/64'],
    ['staff0', '198.51.100.1/24', '2001:db8:2::1/64'],
    ['wan0', '203.0.113.2/24', '2001:db8:3::2/64'],
  ]) {
    await ip(`link add ${name} type veth peer name ${name}peer`);
    await ip(`addr add ${v4} dev ${name}`);
    await ip(`addr add ${v6} dev ${name} nodad`);
    await ip(`link set ${name}peer up`);
    await ip(`link set ${name} up`);
  }
  await ip('route add default via 203.0.113.1');
  const netlink = new Netlink('route');
  t.teardown(() => netlink.close());
  return new KernelNeighbours(netlink, [
    { name: guest, interface: 'guest0' },
    { name: staff, interface: 'staff0' },
  ]);
}

async function rememberingGateway(t: ExecutionContext): Promise<RememberedNeighbours> {
  const neighbours = await gateway(t);
  const news = new Netlink('route', neighbourChanges);
  t.teardown(() => news.close());
  return new RememberedNeighbours(neighbours, news);
}

/** A promise of the neighbours that are asked for each time, and of those that are remembered. */
function promise(title: string, body: (t: ExecutionContext, open: Open) => Promise<void>): void {
  rootTest(title, (t) => body(t, gateway));
  rootTest(`${title}, remembered or not`, (t) => body(t, rememberingGateway));
}

const neighbour = (at: string, { mac }: { mac: string }, device: string, state = 'reachable') =>
  ip(`neigh replace ${at} lladdr ${mac} dev ${device} nud ${state}`);

promise('a device is known by each of its addresses, IPv4, IPv6 and link-local', async (t, open) => {
  const neighbours = await open(t);
  for (const at of ['192.0.2.7', '2001:db8:1::7', 'fe80::7']) {
    await neighbour(at, phone, 'guest0');
    t.deepEqual(neighbours.find(address(at)), { kind: 'neighbour', ...phone }, at);
  }
  await neighbour('198.51.100.7', printer, 'staff0');
  t.deepEqual(neighbours.find(address('198.51.100.7')), { kind: 'neighbour', ...printer });
});

promise('an address that moves to another device is the other device at once', async (t, open) => {
  const neighbours = await open(t);
  for (const at of ['192.0.2.7', '2001:db8:1::7', 'fe80::7']) {
    await neighbour(at, phone, 'guest0');
    t.like(neighbours.find(address(at)), { mac: phone.mac });
    await neighbour(at, laptop, 'guest0');
    t.like(neighbours.find(address(at)), { mac: laptop.mac });
    await ip(`neigh del ${at} dev guest0`);
    t.not(neighbours.find(address(at)).kind, 'neighbour');
  }
});

promise('what another interface says of an address does not count', async (t, open) => {
  const neighbours = await open(t);
  await neighbour('192.0.2.7', laptop, 'wan0', 'permanent');
  await neighbour('2001:db8:1::7', laptop, 'staff0', 'permanent');
  t.deepEqual(neighbours.find(address('192.0.2.7')), { kind: 'no-mac', zone: guest });
  t.deepEqual(neighbours.find(address('2001:db8:1::7')), { kind: 'no-mac', zone: guest });
});

promise("a link-local address that both zones know is nobody's", async (t, open) => {
  const neighbours = await open(t);
  await neighbour('fe80::7', phone, 'guest0');
  await neighbour('fe80::7', printer, 'staff0');
  t.deepEqual(neighbours.find(address('fe80::7')), { kind: 'outside' });
});

promise('an address beyond the zones is outside, and so is the gateway itself', async (t, open) => {
  const neighbours = await open(t);
  await neighbour('203.0.113.1', laptop, 'wan0');
  for (const at of [
    '203.0.113.1',
    '233.252.0.1',
    '2001:db8:3::9',
    '2001:db8:ffff::1',
    '127.0.0.1',
    '::1',
    '192.0.2.1',
  ])
    t.deepEqual(neighbours.find(address(at)), { kind: 'outside' }, at);
});

promise('an entry that the kernel does not vouch for is no device', async (t, open) => {
  const neighbours = await open(t);
  for (const state of ['failed', 'incomplete', 'noarp', 'none']) {
    await ip(`neigh replace 192.0.2.7 lladdr ${phone.mac} dev guest0 nud ${state}`);
    t.deepEqual(neighbours.find(address('192.0.2.7')), { kind: 'no-mac', zone: guest }, state);
  }
  for (const state of ['stale', 'delay', 'probe', 'permanent']) {
    await neighbour('192.0.2.7', phone, 'guest0', state);
    t.deepEqual(neighbours.find(address('192.0.2.7')), { kind: 'neighbour', ...phone }, state);
  }
});

promise('the listing has every neighbour of every zone', async (t, open) => {
  const neighbours = await open(t);
  await neighbour('192.0.2.7', phone, 'guest0');
  await neighbour('2001:db8:1::7', phone, 'guest0');
  await neighbour('198.51.100.7', printer, 'staff0');
  await neighbour('203.0.113.1', laptop, 'wan0');
  t.deepEqual(
    [...neighbours.all()].sort((a, b) => (a.address < b.address ? -1 : 1)),
    [
      { ...phone, address: address('192.0.2.7') },
      { ...printer, address: address('198.51.100.7') },
      { ...phone, address: address('2001:db8:1::7') },
    ],
  );
});

promise('the listing is whole when there are thousands', async (t, open) => {
  const neighbours = await open(t);
  const entries = Array.from({ length: 3_000 }, (_, number) => {
    const at = `2001:db8:1::${(number + 256).toString(16)}`;
    return `neigh replace ${at} lladdr ${clientNumber(number).mac} dev guest0 nud permanent\n`;
  });
  await run('ip', ['-batch', '-'], entries.join(''));
  t.is(new Set(neighbours.all().map(({ mac }) => mac)).size, 3_000);
});

promise("a bridge that was taken away and made again is the zone's again", async (t, open) => {
  const neighbours = await open(t);
  await neighbour('192.0.2.7', phone, 'guest0');
  t.is(neighbours.find(address('192.0.2.7')).kind, 'neighbour');
  await ip('link del guest0');
  t.deepEqual(neighbours.find(address('192.0.2.7')), { kind: 'outside' });
  await ip('link add guest0 type veth peer name guest0peer');
  await ip('addr add 192.0.2.1/24 dev guest0');
  await ip('link set guest0peer up');
  await ip('link set guest0 up');
  await neighbour('192.0.2.7', phone, 'guest0');
  t.deepEqual(neighbours.find(address('192.0.2.7')), { kind: 'neighbour', ...phone });
});

rootTest('a crowd of changes that nobody listened to leaves nothing stale behind', async (t) => {
  const neighbours = await rememberingGateway(t);
  await neighbour('192.0.2.7', phone, 'guest0', 'permanent');
  t.like(neighbours.find(address('192.0.2.7')), { mac: phone.mac });
  const crowd = Array.from({ length: 3_000 }, (_, number) => {
    const at = `2001:db8:1::${(number + 256).toString(16)}`;
    return `neigh replace ${at} lladdr ${clientNumber(number).mac} dev guest0 nud permanent\n`;
  });
  await run('ip', ['-batch', '-'], crowd.join(''));
  await neighbour('192.0.2.7', laptop, 'guest0', 'permanent');
  t.like(neighbours.find(address('192.0.2.7')), { mac: laptop.mac });
});
