import test from 'ava';
import { bytesText, durationText } from '../../src/languages/amounts.js';
import { de } from '../../src/languages/de.js';
import { en } from '../../src/languages/en.js';

const durations = [
  [-5, '0 seconds', '0 Sekunden'],
  [0, '0 seconds', '0 Sekunden'],
  [1.9, '1 second', '1 Sekunde'],
  [59, '59 seconds', '59 Sekunden'],
  [60, '1 minute', '1 Minute'],
  [119, '1 minute', '1 Minute'],
  [3600, '1 hour', '1 Stunde'],
  [28_799, '7 hours 59 minutes', '7 Stunden 59 Minuten'],
  [86_400 + 59, '1 day', '1 Tag'],
  [86_400 + 7_200 + 60, '1 day 2 hours', '1 Tag 2 Stunden'],
  [366 * 86_400, '366 days', '366 Tage'],
] as const;

for (const [seconds, english, german] of durations)
  test(`${seconds} s read "${english}" and "${german}"`, (t) => {
    t.is(durationText(en, seconds), english);
    t.is(durationText(de, seconds), german);
  });

const amounts = [
  [0, '0 byte', '0 Byte'],
  [999, '999 byte', '999 Byte'],
  [1_000, '1 kB', '1 kB'],
  [34_499, '34 kB', '34 kB'],
  [999_499, '999 kB', '999 kB'],
  [999_999, '1 MB', '1 MB'],
  [1_250_000, '1.3 MB', '1,3 MB'],
  [999_949_999, '999.9 MB', '999,9 MB'],
  [999_950_000, '1 GB', '1 GB'],
  [1_000_000_000, '1 GB', '1 GB'],
  [2.5e15, '2,500 TB', '2.500 TB'],
] as const;

for (const [bytes, english, german] of amounts)
  test(`${bytes} bytes read "${english}" and "${german}"`, (t) => {
    t.is(bytesText(en, bytes), english);
    t.is(bytesText(de, bytes).replace('\u00a0', ' '), german);
  });
