import test from 'ava';
import fc from 'fast-check';
import { newVoucherCode, parseVoucherCode, shownCode } from '../../../src/login/voucher/code.js';
import { systemRandom } from '../../../src/system/random.js';

const codes = fc.gen().map(() => newVoucherCode(systemRandom));

test('a code has at least 40 bits, and no vowel and no digit to mistake', (t) => {
  const seen = new Set(Array.from({ length: 500 }, () => newVoucherCode(systemRandom)).join(''));
  t.true(10 * Math.log2(seen.size) >= 40);
  t.regex([...seen].join(''), /^[BCDFGHJKLMNPQRSTVWXZ]+$/);
});

test('each letter is as likely as any other, whatever the bytes', (t) => {
  const all = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
  let at = 0;
  const letters = Array.from({ length: 24 }, () =>
    newVoucherCode(() => {
      at = (at + 1) % all.length;
      return all.subarray(at, at + 1);
    }),
  ).join('');
  const counts = new Map<string, number>();
  for (const letter of letters) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  t.deepEqual(new Set(counts.values()), new Set([12]));
});

test('in whatever case, with whatever spaces and dashes, it is the same code', (t) => {
  const noise = fc.array(fc.constantFrom('', ' ', '-', '–', '‑', '\t', '.', '_', '\u200e', '\u00a0'), {
    minLength: 10,
    maxLength: 10,
  });
  fc.assert(
    fc.property(codes, noise, fc.boolean(), (code, between, isSmall) => {
      const typed = [...code].map((letter, at) => `${between[at]}${letter}`).join('');
      t.is(parseVoucherCode(isSmall ? typed.toLowerCase() : typed), code);
      t.is(parseVoucherCode(shownCode(code)), code);
    }),
  );
});

test('who takes a letter for a digit, or types wide letters, means the code all the same', (t) => {
  t.is(parseVoucherCode('8cd-fghj-5lz'), parseVoucherCode('BCDFGHJSLZ'));
  t.is(parseVoucherCode('ＢＣＤＦＧＨＪＫＬＭ'), parseVoucherCode('BCD-FGHJ-KLM'));
  t.truthy(parseVoucherCode('ＢＣＤＦＧＨＪＫＬＭ'));
});

test('whatever else is typed is no code', (t) => {
  for (const typed of ['', 'BCDFGHJKL', 'BCDFGHJKLMN', 'BCDFGHJKLA', 'BCD/FGHJ/KLM', '__proto__', '<b>'])
    t.is(parseVoucherCode(typed), undefined, typed);
});

test('it is shown in groups', (t) => {
  fc.assert(fc.property(codes, (code) => t.regex(shownCode(code), /^[A-Z]{3}-[A-Z]{4}-[A-Z]{3}$/)));
});
