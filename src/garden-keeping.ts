import { promises } from 'node:fs';
import type { Config } from './config/config.js';
import { dnsmasqSnippetIn } from './config/state.js';
import { reasonOf } from './errors.js';
import { dnsmasqSnippet } from './firewall/dnsmasq-snippet.js';
import { gardenAdditions } from './firewall/garden.js';
import { table } from './firewall/ruleset.js';
import { dnsLookUp } from './garden/dns-look-up.js';
import { LongestTimes } from './garden/longest-times.js';
import { NameKeeper } from './garden/name-keeper.js';
import type { Happenings } from './happenings/happenings.js';
import { writeDurably } from './store/durable-file.js';
import type { Clock } from './system/clock.js';
import type { Log } from './system/log.js';
import { type Repetition, repeat } from './system/repeat.js';
import type { Run } from './system/run.js';

interface Effects {
  readonly clock: Clock;
  readonly run: Run;
  readonly log: Log;
  readonly records: { readonly happenings: Happenings };
}

const lookPauseMs = 1_000;

/** Sees to it that the gardens' names become reachable: by what it tells dnsmasq, or by what runs until it is stopped. */
export async function keepGarden(config: Config, effects: Effects): Promise<readonly Repetition[]> {
  if (config.firewall === 'none') return [];
  await tellDnsmasq(config, effects.log);
  if (config['garden-names'] === 'dnsmasq') return [];
  const { run, clock } = effects;
  const names = config.zones.flatMap(({ name: zone, garden }) =>
    garden.flatMap((entry) => ('name' in entry ? [{ ...entry, zone }] : [])),
  );
  if (names.length === 0) return [];
  const times = new LongestTimes(clock);
  const keeper = new NameKeeper<(typeof names)[number]>({
    ...effects,
    of: 'the garden',
    lookUp: dnsLookUp,
    admit: async (addresses) => {
      await run('nft', ['-f', '-'], gardenAdditions(table, times.with(addresses)));
    },
  });
  const repetition = repeat('garden', lookPauseMs, () => keeper.refresh(names), effects.log);
  repetition.soon();
  const unsubscribe = effects.records.happenings.on('rules-repaired', () => {
    keeper.beginAnew();
    times.beginAnew();
    repetition.soon();
  });
  const stop = () => {
    unsubscribe();
    return repetition.stop();
  };
  return [{ ...repetition, stop }];
}

/** dnsmasq reads the file at its start only. A file of an earlier configuration is emptied: it would go on to count. */
async function tellDnsmasq(config: Config, log: Log): Promise<void> {
  const path = dnsmasqSnippetIn(config.state);
  const isAsked = config['garden-names'] === 'dnsmasq';
  const text = dnsmasqSnippet(isAsked ? config.zones : []);
  const before = await promises.readFile(path, 'utf8').catch(() => undefined);
  if (before === text || (before === undefined && !isAsked)) return;
  try {
    await writeDurably(promises, path, [Buffer.from(text)]);
    log.warn({ path }, 'what dnsmasq must know of the garden has changed: restart dnsmasq');
  } catch (error) {
    log.error({ path, reason: reasonOf(error) }, 'what dnsmasq must know of the garden cannot be written');
  }
}
