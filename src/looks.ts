import type { ZoneName } from './client/zone-name.js';
import type { Config, ZoneConfig } from './config/config.js';
import { exit, OperatorError, reasonOf } from './errors.js';
import { Looks, type ZoneOfAddress } from './http/looks.js';
import { type SamplesIn, viewFaults } from './http/view-faults.js';
import { Views } from './http/views.js';
import { type Logo, readLogo } from './look/logo.js';
import { type Log, silentLog } from './system/log.js';
import { present } from './system/present.js';

/**
 * The pages of each zone, by the configuration and the files that it names. Throws an OperatorError that lists each file
 * that will not do; faults in templates are none of these, since there are pages to fall back on.
 */
export function looksFor(config: Config, zoneOf: ZoneOfAddress, log: Log): Looks {
  const { views, faults } = readViews(config, log);
  refuse(faults);
  return new Looks(new Views({ name: config.portal.name }, log), views, zoneOf);
}

/** Throws an OperatorError that lists every fault, those of own templates too. */
export function checkLooks(config: Config, samplesIn: SamplesIn): void {
  const { views, faults } = readViews(config, silentLog);
  const ofTemplates = [...views].flatMap(([zone, each]) =>
    viewFaults(each, samplesIn).map((fault) => `zones.${zone}.views: ${fault}`),
  );
  refuse([...faults, ...ofTemplates]);
}

function refuse(faults: readonly string[]): void {
  if (faults.length > 0) throw new OperatorError(faults.join('\n'), exit.configuration);
}

function readViews({ zones }: Config, log: Log) {
  const faults: string[] = [];
  const faultAt = (zone: ZoneName, key: string, found: string, allowed: string) =>
    faults.push(`zones.${zone}.${key}: found ${JSON.stringify(found)}, allowed: ${allowed}`);
  const views = new Map<ZoneName, Views>();
  for (const zone of zones) {
    const { name, views: directory } = zone;
    const logo = zone.logo === undefined ? undefined : readLogo(zone.logo);
    if (zone.logo !== undefined && typeof logo === 'string') faultAt(name, 'logo', zone.logo, logo);
    try {
      views.set(name, viewsOf(zone, typeof logo === 'string' ? undefined : logo, log));
    } catch (error) {
      if (directory === undefined) throw error;
      faultAt(name, 'views', directory, `a directory that can be read (${reasonOf(error)})`);
    }
  }
  return { views, faults };
}

function viewsOf(
  { title, language, colours, views, help, footer }: ZoneConfig,
  logo: Logo | undefined,
  log: Log,
): Views {
  const look = {
    name: title,
    ...present({ language, colours, logo, help, footer, directory: views }),
  };
  return new Views(look, log);
}
