import test from 'ava';
import fc from 'fast-check';
import { parseDeviceName } from '../../src/client/device-name.js';

test('what is odd in a device’s name is taken out', (t) => {
  const names: readonly (readonly [string, string | undefined])[] = [
    ['Annas-iPhone', 'Annas-iPhone'],
    ['android_1.local', 'android_1.local'],
    ['<script>alert(1)</script>', 'scriptalert1script'],
    ['a\r\n{"level":50}', 'alevel50'],
    ['\x1b[2J\x07phone', '2Jphone'],
    ['{{7*7}}{% x %}', '77 x'],
    ['x'.repeat(500), 'x'.repeat(63)],
    ['Größe\u202e', 'Gre'],
    ['*', undefined],
    ['---', undefined],
    ['', undefined],
  ];
  for (const [text, name] of names) t.is(parseDeviceName(text) as string | undefined, name, text);
});

test('whatever a device calls itself, nothing of it can mean anything', (t) => {
  t.notThrows(() =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const name = parseDeviceName(text);
        return name === undefined || /^[A-Za-z0-9 ._-]{1,63}$/.test(name);
      }),
    ),
  );
});
