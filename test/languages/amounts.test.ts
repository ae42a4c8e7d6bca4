import test from 'ava';
import { bytesText, durationText, momentText } from '../../src/languages/amounts.js';
import { languages } from '../../src/languages/languages.js';

/** Invisible differences between kinds of spaces, and marks of direction, are the language's business. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ').replace(/\u200f/g, '');

/** What is said in each language, in the order of `languages`. */
const inEach = (say: (language: (typeof languages)[0]) => string) =>
  languages.map((each) => plain(say(each)));

const durations = [
  [-5, '0 seconds', '0 Sekunden', '0 seconde', '0 segundos', '0 ثانية'],
  [0, '0 seconds', '0 Sekunden', '0 seconde', '0 segundos', '0 ثانية'],
  [1.9, '1 second', '1 Sekunde', '1 seconde', '1 segundo', 'ثانية'],
  [59, '59 seconds', '59 Sekunden', '59 secondes', '59 segundos', '59 ثانية'],
  [60, '1 minute', '1 Minute', '1 minute', '1 minuto', 'دقيقة'],
  [119, '1 minute', '1 Minute', '1 minute', '1 minuto', 'دقيقة'],
  [3600, '1 hour', '1 Stunde', '1 heure', '1 hora', 'ساعة'],
  [7_200, '2 hours', '2 Stunden', '2 heures', '2 horas', 'ساعتان'],
  [
    ...[28_799, '7 hours 59 minutes', '7 Stunden, 59 Minuten'],
    ...['7 heures 59 minutes', '7 horas 59 minutos', '7 ساعات و59 دقيقة'],
  ],
  [86_400 + 59, '1 day', '1 Tag', '1 jour', '1 día', 'يوم'],
  [
    86_400 + 7_200 + 60,
    '1 day 2 hours',
    '1 Tag, 2 Stunden',
    '1 jour 2 heures',
    '1 día 2 horas',
    'يوم وساعتان',
  ],
  [366 * 86_400, '366 days', '366 Tage', '366 jours', '366 días', '366 يومًا'],
] as [number, ...string[]][];

for (const [seconds, ...texts] of durations)
  test(`${seconds} s read ${texts.join(', ')}`, (t) => {
    t.deepEqual(
      inEach((language) => durationText(language, seconds)),
      texts,
    );
  });

const amounts = [
  [0, '0 bytes', '0 Byte', '0 octet', '0 bytes', '0 بايت'],
  [1, '1 byte', '1 Byte', '1 octet', '1 byte', '1 بايت'],
  [999, '999 bytes', '999 Byte', '999 octets', '999 bytes', '999 بايت'],
  [1_000, '1 kB', '1 kB', '1 ko', '1 kB', '1 كيلوبايت'],
  [34_499, '34 kB', '34 kB', '34 ko', '34 kB', '34 كيلوبايت'],
  [999_499, '999 kB', '999 kB', '999 ko', '999 kB', '999 كيلوبايت'],
  [999_999, '1 MB', '1 MB', '1 Mo', '1 MB', '1 م.ب'],
  [1_250_000, '1.3 MB', '1,3 MB', '1,3 Mo', '1,3 MB', '1.3 م.ب'],
  [999_949_999, '999.9 MB', '999,9 MB', '999,9 Mo', '999,9 MB', '999.9 م.ب'],
  [999_950_000, '1 GB', '1 GB', '1 Go', '1 GB', '1 غ.ب'],
  [1_000_000_000, '1 GB', '1 GB', '1 Go', '1 GB', '1 غ.ب'],
  [2.5e15, '2,500 TB', '2.500 TB', '2 500 To', '2500 TB', '2,500 تيرابايت'],
] as [number, ...string[]][];

for (const [bytes, ...texts] of amounts)
  test(`${bytes} bytes read ${texts.join(', ')}`, (t) => {
    t.deepEqual(
      inEach((language) => bytesText(language, bytes)),
      texts,
    );
  });

test('a moment reads as the visitor’s language writes it, in the network’s time zone', (t) => {
  const at = Date.parse('2026-01-05T07:00:00Z');
  t.deepEqual(
    inEach((language) => momentText(language, at, 'Europe/Berlin')),
    [
      'Monday, January 5 at 8:00 AM',
      'Montag, 5. Januar um 8:00',
      'lundi 5 janvier à 8:00',
      'lunes, 5 de enero, 8:00',
      'الاثنين، 5 يناير في 8:00 ص',
    ],
  );
});
