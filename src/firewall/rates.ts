import type { ZoneName } from '../client/zone-name.js';
import type { Rates } from '../plan/plan.js';

/** MAC addresses whose uploads are limited. */
export const uploadRateSet = (zone: ZoneName) => `rate_up_${zone}`;
/** Client ids of all zones whose downloads are limited. */
export const downloadRateSet = 'rate_down';

/**
 * The kernel's bucket holds a second of the rate and this, which is there for the largest packet however low the rate is:
 * segments come together (GRO).
 */
export const burstBytes = 65_536;

/** What an element says of its rate: it matches what is too fast. */
export const rateLimit = (bytesPerSecond: number) =>
  `limit rate over ${bytesPerSecond} bytes/second burst ${burstBytes} bytes`;

/** A set of what has a rate. nft wants an example; each element has a rate of its own. */
export const rateSet = (name: string, type: string) =>
  `set ${name} { type ${type}; flags timeout; ${rateLimit(1_000)}; }`;

/** What elements of those sets say, in bytes a second, as a client has it. */
export function ratesOfBytes(upload: number | undefined, download: number | undefined): { rates?: Rates } {
  if (upload === undefined && download === undefined) return {};
  return {
    rates: {
      ...(upload === undefined ? {} : { uploadBitsPerSecond: upload * 8 }),
      ...(download === undefined ? {} : { downloadBitsPerSecond: download * 8 }),
    },
  };
}

export function hasSameRates(some: Rates = {}, others: Rates = {}): boolean {
  return (
    isSameRate(some.uploadBitsPerSecond, others.uploadBitsPerSecond) &&
    isSameRate(some.downloadBitsPerSecond, others.downloadBitsPerSecond)
  );
}

/** As far as the kernel can tell. */
export function isSameRate(some: number | undefined, other: number | undefined): boolean {
  if (some === undefined || other === undefined) return some === other;
  return bytesPerSecond(some) === bytesPerSecond(other);
}

/** The kernel counts whole bytes. */
export const bytesPerSecond = (bitsPerSecond: number) => Math.max(1, Math.round(bitsPerSecond / 8));
