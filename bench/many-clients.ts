import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { MacAddress } from '../src/client/mac-address.js';
import type { ZoneName } from '../src/client/zone-name.js';
import type { Access } from '../src/firewall/firewall.js';
import { NftablesFirewall } from '../src/firewall/nftables-firewall.js';
import type { AccountDigest } from '../src/store/account.js';
import { unused } from '../src/store/authorisation.js';
import { systemClock } from '../src/system/clock.js';
import { run } from '../src/system/run.js';
import { enterNewNamespace } from '../test/namespace.js';
import { options } from './contenders.js';
import { median } from './figures.js';
import { macOf } from './line.js';

export interface FirewallFigures {
  readonly clients: number;
  readonly crowdMilliseconds: number;
  readonly grantMilliseconds: number;
  /** Of the counters alone, as every five seconds. */
  readonly counters: ReadingFigures;
  /** Of all that is enforced, as every thirty seconds. */
  readonly everything: ReadingFigures;
}

export interface ReadingFigures {
  readonly milliseconds: number;
  readonly cpuMilliseconds: number;
  readonly stallMilliseconds: number;
}

const clients = 10_000;
const grants = 500;
const readings = 20;

export const rates = { uploadBitsPerSecond: 100e6, downloadBitsPerSecond: 100e6 };
const zone = 'guest' as ZoneName;
export const clientOf = (number: number) => ({ mac: macOf(number) as MacAddress, zone });

/** What changes and readings take beside ten thousand clients, and how long a reading holds up everything else. */
export async function measureFirewall(hasQuotas: boolean): Promise<FirewallFigures> {
  await enterNewNamespace();
  const firewall = new NftablesFirewall(options, run, systemClock, true);
  await firewall.load();
  const letIn = (number: number) => firewall.setAccess(clientOf(number), accessOf(number, hasQuotas));
  const crowdMilliseconds = await milliseconds(() =>
    Promise.all(Array.from({ length: clients }, (_, number) => letIn(number))),
  );
  const each: number[] = [];
  for (let number = clients; number < clients + grants; number += 1)
    each.push(await milliseconds(() => letIn(number)));
  await firewall.enforced();
  const counters = await measureReading(() => firewall.readCounters(() => undefined));
  const everything = await measureReading(() => firewall.enforced());
  await firewall.close();
  return {
    clients,
    crowdMilliseconds,
    grantMilliseconds: median(each),
    counters,
    everything,
  };
}

async function measureReading(read: () => Promise<unknown>): Promise<ReadingFigures> {
  const took: number[] = [];
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const before = process.cpuUsage();
  delay.enable();
  for (let reading = 0; reading < readings; reading += 1) took.push(await milliseconds(read));
  delay.disable();
  const { user, system } = process.cpuUsage(before);
  return {
    milliseconds: median(took),
    cpuMilliseconds: (user + system) / 1000 / readings,
    stallMilliseconds: delay.max / 1e6,
  };
}

function accessOf(number: number, hasQuota: boolean): Access {
  const account = number.toString(16).padStart(20, '0') as AccountDigest;
  const quota = { account, endsAtBytes: 1e12, usedBytes: 0 };
  const endsAt = systemClock() + 8 * 3_600_000;
  return { kind: 'open', used: unused, rates, endsAt, ...(hasQuota ? { quota } : {}) };
}

async function milliseconds(task: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await task();
  return performance.now() - began;
}
