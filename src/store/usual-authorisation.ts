import { parseZoneName } from '../client/zone-name.js';
import { type Authorisation, terminateCauses } from './authorisation.js';

/**
 * Whether it is an authorisation as most are, in exactly the form in which the store writes it. What this says yes to the
 * schema takes as it is; the schema needs ten times as long, and there may be a hundred thousand at a start.
 */
export function isUsualAuthorisation(value: unknown): value is Authorisation {
  if (!hasOnly(value, keys)) return false;
  const { mac, zone, method, user, startedAt, endsAt, limits, used, ending } = value;
  return (
    isMac(mac) &&
    isZone(zone) &&
    typeof method === 'string' &&
    (user === undefined || typeof user === 'string') &&
    isTime(startedAt) &&
    isTime(endsAt) &&
    areRates(limits) &&
    isUsage(used) &&
    (ending === undefined || isEnding(ending))
  );
}

type Members = Readonly<Record<string, unknown>>;

const keys = new Set('mac zone method user startedAt endsAt limits used ending'.split(' '));
const rateKeys = new Set(['uploadBitsPerSecond', 'downloadBitsPerSecond']);
const usageKeys = new Set(['inputBytes', 'outputBytes', 'inputPackets', 'outputPackets']);
const endingKeys = new Set(['at', 'terminateCause']);

/** A record of JSON, where nothing is undefined and no member is inherited. */
function hasOnly(value: unknown, known: ReadonlySet<string>): value is Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  for (const key in value) if (!known.has(key)) return false;
  return true;
}

/** As `macAddressFrom` gives one: no group's, whose first octet is odd. */
const written = /^[0-9a-f][02468ace](?::[0-9a-f]{2}){5}$/;

const isMac = (mac: unknown) => typeof mac === 'string' && written.test(mac) && mac !== '00:00:00:00:00:00';
const isZone = (zone: unknown) => typeof zone === 'string' && parseZoneName(zone) !== undefined;
const isTime = (time: unknown) => Number.isFinite(time) && (time as number) >= 0;
const isCount = (count: unknown) => Number.isSafeInteger(count) && (count as number) >= 0;
const isRate = (rate: unknown) => rate === undefined || (Number.isFinite(rate) && (rate as number) > 0);

function areRates(limits: unknown): boolean {
  return (
    hasOnly(limits, rateKeys) && isRate(limits.uploadBitsPerSecond) && isRate(limits.downloadBitsPerSecond)
  );
}

function isUsage(used: unknown): boolean {
  if (!hasOnly(used, usageKeys)) return false;
  const { inputBytes, outputBytes, inputPackets, outputPackets } = used;
  return isCount(inputBytes) && isCount(outputBytes) && isCount(inputPackets) && isCount(outputPackets);
}

function isEnding(ending: unknown): boolean {
  if (!hasOnly(ending, endingKeys)) return false;
  return isTime(ending.at) && terminateCauses.some((cause) => cause === ending.terminateCause);
}
