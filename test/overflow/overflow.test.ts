import ava, { type ExecutionContext } from 'ava';
import { sendFrames } from '../attack/attacker.js';
import { solicitation } from '../attack/claims.js';
import { gatewayIn, internet, siteUrl, zones } from '../e2e/addresses.js';
import { clientRow } from '../e2e/clients.js';
import { eventually } from '../e2e/eventually.js';
import { gatewayTests } from '../e2e/gateway-tests.js';
import type { Hotspot } from '../e2e/hotspot.js';
import { logIn } from '../e2e/login.js';
import { memoryOf } from '../e2e/memory.js';
import type { Phone } from '../e2e/phone.js';
import { withSmallNeighbourTable } from './neighbour-limits.js';

const title =
  'when invented addresses fill the neighbour table nobody gets in or inherits, and all is well afterwards';

if (process.env.GATE511_OVERFLOW !== '1')
  ava.skip(`${title} (skipped: the table is the whole machine’s, so: npm run test:overflow)`, (t) =>
    t.pass(),
  );
else gatewayTests()(title, nobodyGetsIn);

async function nobodyGetsIn(t: ExecutionContext, hotspot: Hotspot): Promise<void> {
  const [owner, visitor, attacker] = [
    await hotspot.addPhone(),
    await hotspot.addPhone(),
    await hotspot.addPhone(),
  ];
  await logIn(owner);
  await withSmallNeighbourTable(async (most) => {
    const memory = await memoryOf(hotspot);
    const turns = 5;
    for (let turn = 0; turn < turns; turn += 1) {
      await invent(hotspot, attacker, most * 2, turn);
      t.true((await entries(hotspot)) > most / 2, 'the table is full');
      for (const phone of [visitor, attacker]) {
        t.not(await status(phone), '200', 'captive, or not reached');
        t.not(await phone.probe('tcp', internet.address6, '443'), 'answered');
      }
    }
    t.is((await clientRow(hotspot, owner))?.state, 'authorised');
    t.is((await clientRow(hotspot, attacker))?.state, 'captive');
    const grown = (await memoryOf(hotspot)) - memory;
    t.log(`${turns * most * 2} invented addresses, ${grown} kB more`);
    t.true(grown < 30_000, `${grown} kB more`);
  });
  for (const [phone, hears] of [
    [owner, '200'],
    [visitor, '511'],
    [attacker, '511'],
  ] as const)
    t.true(await eventually(async () => (await status(phone)) === hears || undefined));
  await logIn(visitor);
  t.is(await status(visitor), '200');
}

const status = (phone: Phone) => phone.status(siteUrl, '-6', '--max-time', '2');

/** The attacker asks for the gateway from so many addresses that it says are its own: each becomes an entry. */
async function invent({ gateway }: Hotspot, attacker: Phone, count: number, turn: number): Promise<void> {
  const { stdout } = await gateway.run('cat', [`/sys/class/net/${zones.guest.bridge}/address`]);
  const to = { mac: stdout.trim(), address: gatewayIn('guest').address6 };
  const claims = Array.from({ length: count }, (_, each) =>
    solicitation({
      mac: attacker.mac,
      address: `${zones.guest.prefix6}${turn + 1}:${each.toString(16)}`,
      to,
    }),
  );
  await sendFrames(attacker, claims);
}

async function entries({ gateway }: Hotspot): Promise<number> {
  const { stdout } = await gateway.run('ip', ['-6', 'neigh', 'show', 'dev', zones.guest.bridge]);
  return stdout.split('\n').length;
}
