import test from 'ava';
import fc from 'fast-check';
import { legible, printable } from '../../src/system/log.js';

test("what a stranger sent cannot draw on the operator's terminal or begin a line of its own", (t) => {
  t.is(printable('GET /ok'), 'GET /ok');
  t.is(printable('a\nb\r\x1b[31m\x7fä'), 'a\\x0ab\\x0d\\x1b[31m\\x7f\\xe4');
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
      t.regex(printable(text), /^[\x20-\x7e…]*$/);
    }),
  );
});

test('in a record letters of every script stay, and what is not seen or moves text does not', (t) => {
  t.is(legible('Zoë محمد 名前'), 'Zoë محمد 名前');
  t.is(legible('a\nb\x1b\u202ec\u2028'), 'a\\u{a}b\\u{1b}\\u{202e}c\\u{2028}');
});

test('a long text is cut', (t) => {
  t.is(printable('x'.repeat(10_000)), `${'x'.repeat(200)}…`);
});
