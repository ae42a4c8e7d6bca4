import test from 'ava';
import type { ZoneName } from '../../src/client/zone-name.js';
import type { Answer, Found } from '../../src/garden/dns-look-up.js';
import type { HostName } from '../../src/garden/host-name.js';
import { type GardenAddress, NameKeeper } from '../../src/garden/name-keeper.js';
import { address, guest, staff } from '../clients.js';
import { handClock } from '../hand-clock.js';
import { recordedLog } from '../recorded-log.js';

const menu = 'menu.example' as HostName;
const answer = (text: string, ttlSeconds: number): Answer => ({ address: address(text), ttlSeconds });
const noA = { record: 'A', reason: 'queryA ESERVFAIL menu.example' } as const;
const noAaaa = { record: 'AAAA', reason: 'no name server answers' } as const;

function keeper(zones: readonly ZoneName[] = [guest]) {
  const clock = handClock();
  const log = recordedLog();
  const admitted: GardenAddress[] = [];
  let found: Found = { answers: [], failures: [] };
  let fault: Error | undefined;
  let questions = 0;
  const names = zones.map((zone) => ({ zone, name: menu, ports: [443] }));
  const own = new NameKeeper<(typeof names)[number]>({
    of: 'the garden',
    clock,
    log,
    lookUp: async () => {
      questions += 1;
      return found;
    },
    admit: async (addresses) => {
      if (fault) throw fault;
      admitted.push(...addresses);
    },
  });
  return {
    clock,
    log,
    answer(answers: readonly Answer[], ...failures: Found['failures']) {
      found = { answers, failures };
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

test('answers of hundreds of addresses, and of the longest time that can be said, are taken as they are', async (t) => {
  const names = keeper();
  names.answer(Array.from({ length: 600 }, (_, at) => answer(`192.0.${at >> 8}.${at & 255}`, 2 ** 32 - 1)));
  const admitted = await names.refreshed();
  t.is(admitted.length, 600);
  t.deepEqual(admitted.at(-1), ['192.0.2.87', 3_615]);
  names.clock.advance(3_600);
  t.is((await names.refreshed()).length, 600);
});

test('a name without an address is told once, asked for again soon, and comes to life', async (t) => {
  const names = keeper();
  t.deepEqual(await names.refreshed(), []);
  names.clock.advance(10);
  names.answer([], noA, noAaaa);
  t.deepEqual(await names.refreshed(), []);
  const message = 'a name of the garden does not resolve: it is not reachable';
  const first = { level: 'warn', fields: { name: menu, reason: 'it has no address' }, message };
  t.deepEqual(names.log.lines, [first]);
  names.clock.advance(10);
  names.answer([answer('192.0.2.1', 60)]);
  t.is((await names.refreshed()).length, 1);
  names.clock.advance(60);
  names.answer([]);
  await names.refreshed();
  t.deepEqual(names.log.lines, [first, first]);
});

test('where one kind of record cannot be found out it is asked for again soon, told once, and the other one serves', async (t) => {
  const names = keeper();
  names.answer([answer('192.0.2.1', 3_600)], noAaaa);
  t.deepEqual(await names.refreshed(), [['192.0.2.1', 3_615]]);
  names.clock.advance(9);
  t.deepEqual(await names.refreshed(), []);
  names.clock.advance(1);
  t.deepEqual(await names.refreshed(), [['192.0.2.1', 3_615]]);
  const message =
    'records of a name of the garden cannot be found out: what they gave before is reachable for its time only';
  const line = { level: 'warn', fields: { name: menu, records: 'AAAA', reason: noAaaa.reason }, message };
  t.deepEqual(names.log.lines, [line]);
  names.clock.advance(10);
  names.answer([answer('192.0.2.1', 3_600), answer('2001:db8::1', 3_600)]);
  t.deepEqual(await names.refreshed(), [
    ['192.0.2.1', 3_615],
    ['2001:db8::1', 3_615],
  ]);
  names.clock.advance(3_599);
  t.deepEqual(await names.refreshed(), []);
  names.clock.advance(1);
  names.answer([answer('192.0.2.1', 3_600)], noAaaa);
  await names.refreshed();
  t.deepEqual(names.log.lines, [line, line]);
});

test('a shorter time to live than the pause after a failure is heeded', async (t) => {
  const names = keeper();
  names.answer([answer('192.0.2.1', 6)], noAaaa);
  await names.refreshed();
  names.clock.advance(6);
  t.deepEqual(await names.refreshed(), [['192.0.2.1', 21]]);
});

test('a name of which nothing can be found out is not reachable only when its addresses have had their time', async (t) => {
  const names = keeper();
  names.answer([answer('192.0.2.1', 60)]);
  await names.refreshed();
  names.answer([], noA, noAaaa);
  for (const seconds of [60, 10, 10, 10]) {
    names.clock.advance(seconds);
    t.deepEqual(await names.refreshed(), []);
  }
  t.is(names.questions(), 5);
  t.deepEqual(
    names.log.lines.map(({ fields, message }) => [fields.records, fields.reason, message]),
    [
      [
        'A,AAAA',
        noA.reason,
        'records of a name of the garden cannot be found out: what they gave before is reachable for its time only',
      ],
      [undefined, noA.reason, 'a name of the garden does not resolve: it is not reachable'],
    ],
  );
});

test('of a name whose addresses were taken away nothing is known', async (t) => {
  const names = keeper();
  names.answer([answer('192.0.2.1', 3_600)]);
  await names.refreshed();
  names.beginAnew();
  names.answer([], noA);
  await names.refreshed();
  t.regex(names.log.lines[0]?.message ?? '', /it is not reachable$/);
});
