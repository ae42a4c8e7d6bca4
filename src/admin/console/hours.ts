import { bitRate, type Moment, moment } from './shown.js';

type Steps = readonly (number | null)[];

/** As the API tells of the last day. */
interface Activity {
  readonly startsAt: string;
  readonly stepSeconds: number;
  readonly zones: readonly {
    readonly online: Steps;
    readonly inputBitsPerSecond: Steps;
    readonly outputBitsPerSecond: Steps;
    readonly logins: Steps;
  }[];
}

/** An hour of all zones together; what is undefined was not seen. */
interface Hour {
  readonly from: Moment | undefined;
  readonly online: string | undefined;
  readonly download: string | undefined;
  readonly upload: string | undefined;
  readonly logins: number;
}

const hourMs = 3_600_000;

/** The last day by hours, the newest first; those of which nothing is known are left out. */
export function hoursOf({ startsAt, stepSeconds, zones }: Activity): Hour[] {
  const start = Date.parse(startsAt);
  const steps = zones[0]?.logins.length ?? 0;
  const hours = new Map<number, number[]>();
  for (let step = 0; step < steps; step += 1) {
    const hour = Math.floor((start + step * stepSeconds * 1000) / hourMs);
    hours.set(hour, [...(hours.get(hour) ?? []), step]);
  }
  const inAllZones = (name: 'online' | 'inputBitsPerSecond' | 'outputBitsPerSecond' | 'logins') =>
    Array.from({ length: steps }, (_, step) => sumOf(zones.map((zone) => zone[name][step] ?? null)));
  const online = inAllZones('online');
  const [up, down] = [inAllZones('inputBitsPerSecond'), inAllZones('outputBitsPerSecond')];
  const logins = inAllZones('logins');
  return [...hours]
    .map(([hour, own]) => {
      const of = (values: Steps) => own.map((step) => values[step] ?? null).filter((value) => value !== null);
      const mean = (values: number[]) =>
        values.length === 0 ? undefined : bitRate((sumOf(values) ?? 0) / values.length);
      return {
        from: moment(new Date(hour * hourMs).toISOString()),
        online: of(online).length === 0 ? undefined : String(Math.max(...of(online))),
        download: mean(of(down)),
        upload: mean(of(up)),
        logins: sumOf(of(logins)) ?? 0,
      };
    })
    .filter((hour) => hour.online !== undefined || hour.logins > 0)
    .reverse();
}

/** Null where nothing is known. */
function sumOf(values: Steps): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}
