import { present } from '../system/present.js';
import type { Language } from './language.js';

type Unit = 'second' | 'minute' | 'hour' | 'day' | 'byte' | 'kilobyte' | 'megabyte' | 'gigabyte' | 'terabyte';

function amount(
  { tag }: Language,
  value: number,
  unit: Unit,
  unitDisplay: 'long' | 'short',
  digits = 0,
): string {
  const key = `${tag} ${unit} ${unitDisplay} ${digits}`;
  const format =
    formats.get(key) ??
    new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay, maximumFractionDigits: digits });
  formats.set(key, format);
  return format.format(value);
}

/** A page may show hundreds of amounts, and making one of these takes longer than all of its work. */
const formats = new Map<string, Intl.NumberFormat>();

const timeUnits = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** The two largest units that are not zero: "7 hours 59 minutes"; seconds only below a minute. */
export function durationText(language: Language, seconds: number): string {
  const whole = seconds >= 60 ? Math.floor(seconds / 60) * 60 : Math.max(0, Math.floor(seconds));
  let rest = whole;
  const parts = timeUnits.map(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return { unit, count };
  });
  const first = parts.findIndex(({ count }) => count > 0);
  if (first < 0) return amount(language, 0, 'second', 'long');
  const shown = parts.slice(first, first + 2).filter(({ count }) => count > 0);
  const amounts = shown.map(({ unit, count }) => amount(language, count, unit, 'long'));
  return new Intl.ListFormat(language.tag, { type: 'unit', style: 'narrow' }).format(amounts);
}

/** Weekday, date and time of day: "Monday, January 5 at 8:00 AM". */
export function momentText({ tag }: Language, at: number, timeZone?: string): string {
  return new Intl.DateTimeFormat(tag, {
    weekday: 'long',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    ...present({ timeZone }),
  }).format(at);
}

/** Date and time of day of the past: "Jan 5, 2026, 8:00 AM". */
export function sinceText({ tag }: Language, at: number, timeZone?: string): string {
  return new Intl.DateTimeFormat(tag, {
    dateStyle: 'medium',
    timeStyle: 'short',
    ...present({ timeZone }),
  }).format(at);
}

const byteUnits: readonly Unit[] = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];

/** In powers of a thousand: "1.2 MB"; in the first unit that needs no thousand of it, rounded as it is shown. */
export function bytesText(language: Language, bytes: number): string {
  const inUnit = (power: number) => bytes / 1000 ** power;
  const fits = byteUnits.findIndex((_, power) => Number(inUnit(power).toFixed(digitsOf(power))) < 1000);
  const power = fits < 0 ? byteUnits.length - 1 : fits;
  const [unit = 'byte', display] = [byteUnits[power], power === 0 ? 'long' : 'short'] as const; // "0 bytes", "1.2 MB"
  return amount(language, inUnit(power), unit, display, digitsOf(power));
}

const digitsOf = (power: number) => (power > 1 ? 1 : 0);
