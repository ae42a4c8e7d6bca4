import { isPrivate, type MacAddress, parseMacAddress } from '../../client/mac-address.js';
import { readVendors, type VendorOf } from '../../client/vendors.js';
import { bytesText, durationText } from '../../languages/amounts.js';
import { en } from '../../languages/en.js';

/** A moment as the pages show it. */
export interface Moment {
  readonly iso: string;
  readonly text: string;
}

const dateTime = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

export function moment(iso: string | null): Moment | undefined {
  return iso === null ? undefined : { iso, text: dateTime.format(Date.parse(iso)) };
}

/** How long until then. */
const timeLeft = (iso: string | null, now: number) =>
  iso === null ? undefined : durationText(en, (Date.parse(iso) - now) / 1000);

export const bytes = (count: number) => bytesText(en, count);

const rateUnits = ['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s'] as const;

/** As the configuration writes rates: "8.2 Mbit/s". */
export function bitRate(bitsPerSecond: number): string {
  const power = Math.min(rateUnits.length - 1, Math.floor(Math.log10(Math.max(1, bitsPerSecond)) / 3));
  const value = bitsPerSecond / 1000 ** power;
  return `${value.toFixed(power > 1 && value < 100 ? 1 : 0)} ${rateUnits[power]}`;
}

const vendor = (vendorOf: VendorOf, mac: MacAddress) =>
  isPrivate(mac) ? 'private address' : (vendorOf(mac) ?? 'unknown maker');

interface ClientAnswer {
  readonly mac: string;
  readonly zone: string;
  readonly addresses: readonly string[];
  readonly state: string;
  readonly name: string | null;
  readonly note: string | null;
  readonly method: string | null;
  readonly user: string | null;
  readonly startedAt: string | null;
  readonly endsAt: string | null;
  readonly inputBytes: number;
  readonly outputBytes: number;
  readonly lastSeenAt: string | null;
}

/** Devices as the pages show them. */
export async function shownClients(rows: readonly ClientAnswer[], now: number) {
  const vendorOf = await readVendors();
  return rows.map((row) => {
    const mac = parseMacAddress(row.mac);
    return {
      ...row,
      path: `/clients/${row.zone}/${row.mac}`,
      vendor: mac ? vendor(vendorOf, mac) : '',
      since: moment(row.startedAt),
      ends: moment(row.endsAt),
      left: timeLeft(row.endsAt, now),
      sent: bytes(row.inputBytes),
      received: bytes(row.outputBytes),
      seen: moment(row.lastSeenAt),
    };
  });
}
