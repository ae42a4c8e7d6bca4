import test from 'ava';
import { parseIpAddress } from '../../src/client/ip-address.js';
import type { ZoneName } from '../../src/client/zone-name.js';
import type { Answer } from '../../src/garden/dns-look-up.js';
import type { HostName } from '../../src/garden/host-name.js';
import { type GardenAddress, NameKeeper } from '../../src/garden/name-keeper.js';
import { guest, staff } from '../clients.js';
import { handClock } from '../hand-clock.js';
import { recordedLog } from '../recorded-log.js';

const menu = 'menu.example' as HostName;
const answer = (address: string, ttlSeconds: number): Answer => ({
  address: parseIpAddress(address) as Answer['address'],
  ttlSeconds,
});

function keeper(zones: readonly ZoneName[] = [guest]) {
  const clock = handClock();
  const log = recordedLog();
  const admitted: GardenAddress[] = [];
  let answers: readonly Answer[] | Error = [];
  let fault: Error | undefined;
  let questions = 0;
  const names = zones.map((zone) => ({ zone, name: menu, ports: [443] }));
  const own = new NameKeeper<(typeof names)[number]>({
    of: 'the garden',
    clock,
    log,
    lookUp: async () => {
      questions += 1;
      if (answers instanceof Error) throw answers;
      return answers;
    },
    admit: async (addresses) => {
      if (fault) throw fault;
      admitted.push(...addresses);
    },
  });
  return {
    clock,
    log,
    answer(next: readonly Answer[] | Error) {
      answers = next;
    },
    /** What the next look at the names makes reachable. */
    async refreshed(): Promise<readonly (readonly [string, number])[]> {
      admitted.length = 0;
      await own.refresh(names);
      return admitted.map(({ address, seconds }) => [address, seconds] as const);
    },
    /** From now on nothing can be made reachable, or it can again. */
    fail(next: Error | undefined) {
      fault = next;
    },
    beginAnew: () => own.beginAnew(),
    admitted,
    questions: () => questions,
  };
}

test('an address stays for as long as its answer may be used, and is asked for again then', async (t) => {
  const names = keeper();
  names.answer([answer('192.0.2.1', 60), answer('2001:db8::1', 300)]);
  t.deepEqual(await names.refreshed(), [
    ['192.0.2.1', 75],
    ['2001:db8::1', 315],
  ]);
  t.like(names.admitted[0], { zone: guest, ports: [443] });
  names.clock.advance(59);
  t.deepEqual(await names.refreshed(), []);
  t.is(names.questions(), 1);
  names.clock.advance(1);
  names.answer([answer('192.0.2.2', 60)]);
  t.deepEqual(await names.refreshed(), [['192.0.2.2', 75]]);
});

test('an answer that may be used for no time or for a day does not drive the name servers mad, nor stay for ever', async (t) => {
  const names = keeper();
  names.answer([answer('192.0.2.1', 0)]);
  t.deepEqual(await names.refreshed(), [['192.0.2.1', 20]]);
  names.clock.advance(4);
  t.deepEqual(await names.refreshed(), []);
  names.clock.advance(1);
  names.answer([answer('192.0.2.1', 86_400)]);
  t.deepEqual(await names.refreshed(), [['192.0.2.1', 3615]]);
});

test('what could not be made reachable is tried again soon, and what was taken away at once', async (t) => {
  const names = keeper();
  names.answer([answer('192.0.2.1', 3_600)]);
  names.fail(new Error('nft ended'));
  await t.throwsAsync(names.refreshed(), { message: 'nft ended' });
  names.fail(undefined);
  names.clock.advance(10);
  t.deepEqual(await names.refreshed(), [['192.0.2.1', 3_615]]);
  t.deepEqual(await names.refreshed(), []);
  names.beginAnew();
  t.deepEqual(await names.refreshed(), [['192.0.2.1', 3_615]]);
});

test('one question serves all zones that have the name', async (t) => {
  const names = keeper([guest, staff]);
  names.answer([answer('192.0.2.1', 60)]);
  await names.refreshed();
  t.is(names.questions(), 1);
  t.deepEqual(
    names.admitted.map(({ zone }) => zone),
    [guest, staff],
  );
});

test('a name without an address is told once, asked for again soon, and comes to life', async (t) => {
  const names = keeper();
  t.deepEqual(await names.refreshed(), []);
  names.clock.advance(10);
  names.answer(new Error('queryA ESERVFAIL menu.example'));
  t.deepEqual(await names.refreshed(), []);
  t.deepEqual(
    names.log.lines.map(({ level, fields }) => [level, fields]),
    [['warn', { name: menu, reason: 'it has no address' }]],
  );
  names.clock.advance(10);
  names.answer([answer('192.0.2.1', 60)]);
  t.is((await names.refreshed()).length, 1);
  names.clock.advance(60);
  names.answer(new Error('queryA ESERVFAIL menu.example'));
  await names.refreshed();
  t.is(names.log.lines.length, 2);
  t.is(names.log.lines[1]?.fields.reason, 'queryA ESERVFAIL menu.example');
});
