import type { ExecutionContext } from 'ava';
import { type Client, keyOf } from '../../src/client/client.js';
import type { Access, Firewall, SharedQuota } from '../../src/firewall/firewall.js';
import type { Pass } from '../../src/firewall/passes.js';
import { accountDigest } from '../../src/store/account.js';
import { unused } from '../../src/store/authorisation.js';
import { systemClock } from '../../src/system/clock.js';
import { address, clientNumber, laptop, phone, printer, staff } from '../clients.js';
import { octets } from '../records.js';

/** Declares a test; `rootTest` for what needs root. */
type Declare = (title: string, body: (t: ExecutionContext) => Promise<void>) => void;

export interface FirewallUnderTest<Kind extends Firewall> {
  readonly name: string;
  readonly declare: Declare;
  /** With the zones guest, whose clients can be given passes, and staff; loaded. */
  readonly open: (t: ExecutionContext) => Promise<Kind>;
  /** What a client has. */
  readonly passesOf: (firewall: Kind, client: Client) => Promise<readonly Pass[]>;
  /** Whether a new end leaves the counters alone, or sets them to what it was told was used. */
  readonly keepsCounters?: boolean;
}

const used = octets(1_000, 2_000);
const more = octets(1_111, 2_222);
const quota = (endsAtBytes: number, usedBytes: number): SharedQuota => ({
  account: accountDigest('user/anna'),
  endsAtBytes,
  usedBytes,
});
const inSeconds = (seconds: number) => systemClock() + seconds * 1000;

/** What every Firewall promises. */
export function firewallContract<Kind extends Firewall>({
  name,
  declare,
  open,
  passesOf,
  keepsCounters = true,
}: FirewallUnderTest<Kind>): void {
  const promise = (title: string, body: (t: ExecutionContext, firewall: Kind) => Promise<void>) =>
    declare(`${name}: ${title}`, async (t) => body(t, await open(t)));
  const found = async (firewall: Firewall, client: Client) =>
    (await firewall.enforced()).clients.get(keyOf(client));
  const openFound = async (firewall: Firewall, client: Client) => {
    const access = await found(firewall, client);
    return access?.kind === 'open' ? access : undefined;
  };
  const quotaOf = async (firewall: Firewall, client: Client) => {
    const enforced = await found(firewall, client);
    return enforced?.kind === 'open' ? enforced.quota : undefined;
  };
  /** The kernel keeps whole seconds. */
  const isEnd = (t: ExecutionContext, endsAt: number | undefined, expected: number) =>
    t.true(Math.abs((endsAt ?? 0) - expected) < 3_000, `${endsAt} is about ${expected}`);

  promise('nobody is let in by loading it', async (t, firewall) => {
    t.deepEqual((await firewall.enforced()).clients, new Map());
  });

  promise(
    'an open client is open until its end, and counts on from what it had used',
    async (t, firewall) => {
      const endsAt = inSeconds(3_600);
      await firewall.setAccess(phone, { kind: 'open', used, endsAt });
      const client = await found(firewall, phone);
      t.like(client, { ...phone, kind: 'open', used });
      isEnd(t, client?.endsAt, endsAt);
      t.is((await firewall.enforced()).clients.size, 1);
    },
  );

  promise('data is limited from what was used of it, and a raised limit leaves that', async (t, firewall) => {
    await firewall.setAccess(phone, { kind: 'open', used, quota: quota(5_000, 3_000) });
    t.deepEqual(await quotaOf(firewall, phone), quota(5_000, 3_000));
    await firewall.setAccess(phone, { kind: 'open', used, quota: quota(9_000, 4_000) });
    t.deepEqual(await quotaOf(firewall, phone), quota(9_000, 3_000));
  });

  promise(
    'the devices of an account share its data, and it is there as long as any of them',
    async (t, firewall) => {
      for (const client of [phone, laptop])
        await firewall.setAccess(client, { kind: 'open', used, quota: quota(5_000, 3_000) });
      await firewall.setAccess(phone, { kind: 'closed' });
      t.deepEqual(await quotaOf(firewall, laptop), quota(5_000, 3_000));
      await firewall.setAccess(laptop, { kind: 'denied' });
      await firewall.setAccess(phone, { kind: 'open', used, quota: quota(7_000, 6_000) });
      t.deepEqual(await quotaOf(firewall, phone), quota(7_000, 6_000));
      t.is(await quotaOf(firewall, laptop), undefined);
    },
  );

  promise('what is used beyond a limit does not count when there is more', async (t, firewall) => {
    const clients = [phone, laptop, printer];
    const limit = (some: readonly Client[], endsAtBytes: number) =>
      Promise.all(
        some.map((client) =>
          firewall.setAccess(client, {
            kind: 'open',
            used,
            endsAt: inSeconds(600),
            quota: quota(endsAtBytes, 7_000),
          }),
        ),
      );
    await limit(clients, 9_000);
    await limit([phone], 5_000); // as when the kernel counts what it refuses
    await limit([laptop], 8_000);
    for (const client of clients) t.deepEqual(await quotaOf(firewall, client), quota(8_000, 5_000));
    await limit([phone], 4_000);
    await firewall.setAccess(phone, { kind: 'closed' });
    await limit([laptop, printer], 6_000);
    for (const client of [laptop, printer]) t.deepEqual(await quotaOf(firewall, client), quota(6_000, 4_000));
    t.is(await quotaOf(firewall, phone), undefined);
  });

  promise('data of which more was used than there is begins as spent', async (t, firewall) => {
    await firewall.setAccess(phone, { kind: 'open', used, quota: quota(5_000, 7_000) });
    t.deepEqual(await quotaOf(firewall, phone), quota(5_000, 5_000));
  });

  promise('a client goes over to other data, and to none', async (t, firewall) => {
    const other = { ...quota(100, 10), account: accountDigest('user/bob') };
    await firewall.setAccess(laptop, { kind: 'open', used, quota: quota(5_000, 3_000) });
    for (const wanted of [quota(5_000, 3_000), other, undefined, other]) {
      await firewall.setAccess(phone, { kind: 'open', used, ...(wanted ? { quota: wanted } : {}) });
      t.deepEqual(await quotaOf(firewall, phone), wanted);
    }
    t.deepEqual(await quotaOf(firewall, laptop), quota(5_000, 3_000));
  });

  promise('many changes at once are each as one alone', async (t, firewall) => {
    const many = Array.from({ length: 200 }, (_, number) => clientNumber(number));
    const change = (client: Client, access: Access) => ({ key: keyOf(client), client, access });
    const opened = await firewall.setAccessOfAll([
      ...many.map((client) => change(client, { kind: 'open', used, quota: quota(5_000, 3_000) })),
      change(laptop, { kind: 'denied' }),
    ]);
    t.is(opened.size, 0);
    const { clients } = await firewall.enforced();
    t.is(clients.size, 201);
    t.deepEqual(clients.get(keyOf(many[199] as Client)), {
      ...(many[199] as Client),
      kind: 'open',
      used,
      quota: quota(5_000, 3_000),
    });
    t.deepEqual(clients.get(keyOf(laptop)), { ...laptop, kind: 'denied' });
    await firewall.setAccessOfAll([...many, laptop].map((client) => change(client, { kind: 'closed' })));
    t.deepEqual((await firewall.enforced()).clients, new Map());
  });

  promise(
    'the counters are read of those who are open, with the quota that is spent',
    async (t, firewall) => {
      await firewall.setAccess(phone, { kind: 'open', used, quota: quota(5_000, 3_000) });
      await firewall.setAccess({ ...phone, zone: staff }, { kind: 'open', used: more });
      const spent = { ...quota(100, 100), account: accountDigest('user/bob') };
      await firewall.setAccess(printer, { kind: 'open', used, quota: spent });
      await firewall.setAccess(laptop, { kind: 'denied' });
      const counters = async () => {
        const taken: [string, unknown, unknown][] = [];
        await firewall.readCounters((key, counted, over) => taken.push([key, counted, over]));
        return taken.sort();
      };
      const elsewhere = keyOf({ ...phone, zone: staff });
      const others = [
        [elsewhere, more, undefined],
        [keyOf(printer), used, spent],
      ];
      t.deepEqual(await counters(), [[keyOf(phone), used, undefined], ...others] as unknown[] as never);
      await firewall.setAccess(phone, { kind: 'closed' });
      t.deepEqual(await counters(), others as unknown[] as never);
    },
  );

  promise('a closed client is gone, in its zone only', async (t, firewall) => {
    const elsewhere = { ...phone, zone: staff };
    await firewall.setAccess(phone, { kind: 'open', used });
    await firewall.setAccess(elsewhere, { kind: 'open', used });
    await firewall.setAccess(phone, { kind: 'closed' });
    t.deepEqual(
      (await firewall.enforced()).clients,
      new Map([[keyOf(elsewhere), { ...elsewhere, kind: 'open', used }]]),
    );
  });

  promise('closing a client that was never let in changes nothing', async (t, firewall) => {
    await firewall.setAccess(laptop, { kind: 'open', used });
    await firewall.setAccess(phone, { kind: 'closed' });
    t.deepEqual([...(await firewall.enforced()).clients.keys()], [keyOf(laptop)]);
  });

  promise('a denied client is denied and no longer open, and back', async (t, firewall) => {
    await firewall.setAccess(phone, { kind: 'open', used });
    const endsAt = inSeconds(60);
    await firewall.setAccess(phone, { kind: 'denied', endsAt });
    const denied = await found(firewall, phone);
    t.is(denied?.kind, 'denied');
    isEnd(t, denied?.endsAt, endsAt);
    await firewall.setAccess(phone, { kind: 'denied' });
    t.deepEqual(await found(firewall, phone), { ...phone, kind: 'denied' });
    await firewall.setAccess(phone, { kind: 'open', used });
    t.deepEqual(await found(firewall, phone), { ...phone, kind: 'open', used });
    await firewall.setAccess(phone, { kind: 'denied' });
    await firewall.setAccess(phone, { kind: 'closed' });
    t.is(await found(firewall, phone), undefined);
  });

  promise('an extension moves the end, later or sooner', async (t, firewall) => {
    for (const seconds of [60, 7_200, 30]) {
      const endsAt = inSeconds(seconds);
      await firewall.setAccess(phone, { kind: 'open', used, endsAt });
      isEnd(t, (await found(firewall, phone))?.endsAt, endsAt);
    }
  });

  promise('an extension does not set the counters back', async (t, firewall) => {
    await firewall.setAccess(phone, { kind: 'open', used, endsAt: inSeconds(60) });
    await firewall.setAccess(phone, { kind: 'open', used: more, endsAt: inSeconds(600) });
    t.like(await found(firewall, phone), { used: keepsCounters ? used : more });
  });

  promise('rates are enforced as they were last given, each direction by itself', async (t, firewall) => {
    const up = { uploadBitsPerSecond: 2_000_000 };
    const down = { downloadBitsPerSecond: 10_000_000 };
    const changes = [{}, up, { ...up, ...down }, { ...up, downloadBitsPerSecond: 16_777_216 }, down, {}, up];
    for (const rates of changes) {
      await firewall.setAccess(phone, { kind: 'open', used, rates });
      t.deepEqual((await openFound(firewall, phone))?.rates ?? {}, rates);
    }
    await firewall.setAccess(phone, { kind: 'closed' });
    await firewall.setAccess(phone, { kind: 'open', used });
    t.deepEqual((await openFound(firewall, phone))?.rates ?? {}, {});
  });

  promise('a change of rates sets no counter back, and moves no end', async (t, firewall) => {
    const endsAt = inSeconds(600);
    for (const downloadBitsPerSecond of [1_000_000, 8_000, 100_000_000_000]) {
      await firewall.setAccess(phone, { kind: 'open', used, endsAt, rates: { downloadBitsPerSecond } });
      const client = await openFound(firewall, phone);
      t.like(client, { used, rates: { downloadBitsPerSecond } });
      isEnd(t, client?.endsAt, endsAt);
    }
  });

  promise('a device has its rates in one zone and not in another', async (t, firewall) => {
    const elsewhere = { ...phone, zone: staff };
    const rates = { uploadBitsPerSecond: 1_000_000, downloadBitsPerSecond: 2_000_000 };
    await firewall.setAccess(phone, { kind: 'open', used, rates });
    await firewall.setAccess(elsewhere, { kind: 'open', used });
    t.deepEqual((await openFound(firewall, phone))?.rates, rates);
    t.deepEqual((await openFound(firewall, elsewhere))?.rates ?? {}, {});
  });

  promise('loading again keeps the rates', async (t, firewall) => {
    const rates = { uploadBitsPerSecond: 1_000_000, downloadBitsPerSecond: 2_000_000 };
    await firewall.setAccess(phone, { kind: 'open', used, rates, endsAt: inSeconds(60) });
    await firewall.load();
    t.deepEqual((await openFound(firewall, phone))?.rates, rates);
    await firewall.setAccess(phone, { kind: 'open', used });
    t.deepEqual((await openFound(firewall, phone))?.rates ?? {}, {});
  });

  promise('what ends may become lasting, and what lasts may end', async (t, firewall) => {
    await firewall.setAccess(phone, { kind: 'open', used, endsAt: inSeconds(60) });
    await firewall.setAccess(phone, { kind: 'open', used });
    t.deepEqual(await found(firewall, phone), { ...phone, kind: 'open', used });
    const endsAt = inSeconds(90);
    await firewall.setAccess(phone, { kind: 'open', used, endsAt });
    isEnd(t, (await found(firewall, phone))?.endsAt, endsAt);
  });

  promise('who is let in anew counts from what he is said to have used', async (t, firewall) => {
    await firewall.setAccess(phone, { kind: 'open', used });
    await firewall.setAccess(phone, { kind: 'closed' });
    await firewall.setAccess(phone, { kind: 'open', used: unused });
    t.like(await found(firewall, phone), { used: unused });
  });

  promise('loading again lets nobody in and cuts nobody off', async (t, firewall) => {
    await firewall.setAccess(phone, { kind: 'open', used });
    await firewall.setAccess(laptop, { kind: 'denied' });
    const before = (await firewall.enforced()).clients;
    await firewall.load();
    t.deepEqual((await firewall.enforced()).clients, before);
    await firewall.setAccess(phone, { kind: 'closed' });
    t.deepEqual([...(await firewall.enforced()).clients.keys()], [keyOf(laptop)]);
  });

  promise('a crowd that comes and goes at once is let in and out', async (t, firewall) => {
    const crowd = Array.from({ length: 1_000 }, (_, number) => clientNumber(number));
    const setAll = (clients: readonly Client[], kind: 'open' | 'closed') =>
      Promise.all(
        clients.map((client) => firewall.setAccess(client, kind === 'open' ? { kind, used } : { kind })),
      );
    await setAll(crowd, 'open');
    t.is((await firewall.enforced()).clients.size, 1_000);
    await Promise.all([setAll(crowd.slice(0, 500), 'closed'), setAll([phone], 'open')]);
    t.deepEqual(
      [...(await firewall.enforced()).clients.keys()].sort(),
      [phone, ...crowd.slice(500)].map(keyOf).sort(),
    );
  });

  promise('a change that comes just after another one does not wait for a third', async (t, firewall) => {
    for (let turns = 0; turns < 20; turns += 1) {
      await firewall.setAccess(phone, { kind: 'open', used });
      for (let turn = 0; turn < turns; turn += 1) await undefined;
      await firewall.setAccess(phone, { kind: 'closed' });
    }
    t.is(await found(firewall, phone), undefined);
  });

  promise(
    'a client reaches for some time what it has a pass for, and no other client does',
    async (t, firewall) => {
      const pass = { client: phone, address: address('192.0.2.1'), port: 443, seconds: 60 };
      const passes = [
        pass,
        { ...pass, address: address('2001:db8::1') },
        { ...pass, port: 8443, seconds: 90 },
      ];
      const given = (all: readonly Pass[]) =>
        all.map(({ address, port, seconds }) => `${address} ${port} ${Math.round(seconds / 30) * 30}`).sort();
      await firewall.letReach(passes);
      t.deepEqual(given(await passesOf(firewall, phone)), given(passes));
      t.deepEqual(await passesOf(firewall, laptop), []);
      t.is((await firewall.enforced()).clients.size, 0);

      await firewall.letReach([{ ...pass, seconds: 300 }]);
      await firewall.load();
      t.deepEqual(
        given(await passesOf(firewall, phone)),
        given([{ ...pass, seconds: 300 }, ...passes.slice(1)]),
      );
    },
  );

  promise('rules that nobody touched need no repair', async (t, firewall) => {
    await firewall.setAccess(phone, { kind: 'open', used, endsAt: inSeconds(60) });
    t.is(await firewall.repairRules(), undefined);
    t.is((await found(firewall, phone))?.kind, 'open');
  });
}
