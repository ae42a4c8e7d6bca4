import { statSync } from 'node:fs';
import type { ZoneName } from './client/zone-name.js';
import type { Config, ZoneConfig } from './config/config.js';
import { exit, OperatorError } from './errors.js';
import { Looks, type ZoneOfAddress } from './http/looks.js';
import { viewFaults } from './http/view-faults.js';
import { Views } from './http/views.js';
import { readLogo } from './look/logo.js';
import type { Look } from './look/look.js';
import { type Log, silentLog } from './system/log.js';

/**
 * How the pages of each zone look, by the configuration and the files that it names. Throws an OperatorError that lists
 * every file that will not do; faults in templates are none of these, since there are pages to fall back on.
 */
export function looksOf({ zones }: Config): ReadonlyMap<ZoneName, Look> {
  const read = zones.map((zone) => [zone.name, ...readLook(zone)] as const);
  const faults = read.flatMap(([, , found]) => found);
  if (faults.length > 0) throw new OperatorError(faults.join('\n'), exit.configuration);
  return new Map(read.map(([name, look]) => [name, look]));
}

/** What `gate511 check` says of own templates. */
export function templateFaults(looks: ReadonlyMap<ZoneName, Look>): string[] {
  return [...looks].flatMap(([zone, look]) =>
    viewFaults(new Views(look, silentLog)).map((fault) => `zones.${zone}.views: ${fault}`),
  );
}

export function pagesFor(
  { portal }: Config,
  looks: ReadonlyMap<ZoneName, Look>,
  zoneOf: ZoneOfAddress,
  log: Log,
): Looks {
  const zones = new Map([...looks].map(([zone, look]) => [zone, new Views(look, log)]));
  return new Looks(new Views({ name: portal.name }, log), zones, zoneOf);
}

/** For pages in the name of a foreign site, where a picture would be asked of that site, and so of us again. */
export function withoutLogos(looks: ReadonlyMap<ZoneName, Look>): ReadonlyMap<ZoneName, Look> {
  return new Map([...looks].map(([zone, { logo: _, ...look }]) => [zone, look]));
}

function readLook({
  name: zone,
  title,
  language,
  colours,
  logo: path,
  views: directory,
}: ZoneConfig): [Look, string[]] {
  const logo = path === undefined ? undefined : readLogo(path);
  const faults = [
    ...(typeof logo === 'string'
      ? [`zones.${zone}.logo: found ${JSON.stringify(path)}, allowed: ${logo}`]
      : []),
    ...(directory === undefined || isDirectory(directory)
      ? []
      : [`zones.${zone}.views: found ${JSON.stringify(directory)}, allowed: a directory that can be read`]),
  ];
  const look = {
    name: title,
    ...(language === undefined ? {} : { language }),
    ...(colours === undefined ? {} : { colours }),
    ...(typeof logo === 'object' ? { logo } : {}),
    ...(directory === undefined ? {} : { directory }),
  };
  return [look, faults];
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
