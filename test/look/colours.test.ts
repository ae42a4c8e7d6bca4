import test from 'ava';
import {
  builtInColours,
  type Colour,
  contrastFaults,
  contrastOf,
  parseColour,
  schemes,
  styleOf,
} from '../../src/look/colours.js';

const colour = (text: string) => parseColour(text) as Colour;

test('a colour has six hexadecimal digits, or three; nothing else gets into a style sheet', (t) => {
  t.is(parseColour('#0B6b5D') as string | undefined, '#0b6b5d');
  t.is(parseColour('#fa0') as string | undefined, '#ffaa00');
  for (const text of ['0b6b5d', '#0b6b5', 'red', '#fff;}', 'url(x)', '', '#ggg', '#0b6b5d\n'])
    t.is(parseColour(text), undefined, text);
});

test('contrast is that of WCAG 2', (t) => {
  t.is(contrastOf(colour('#000'), colour('#fff')), 21);
  t.is(contrastOf(colour('#777'), colour('#777')), 1);
  t.is(contrastOf(colour('#767676'), colour('#fff')).toFixed(2), '4.54');
});

test('our own colours can be read, by day and by night', (t) => {
  for (const scheme of schemes) t.deepEqual(contrastFaults(builtInColours[scheme], []), []);
});

test('a pair that cannot be read is told of the colour that was given', (t) => {
  const { light } = builtInColours;
  const yellow = { ...light, accent: colour('#ff0') };
  const faults = contrastFaults(yellow, ['accent']);
  t.deepEqual(
    faults.map((fault) => fault.colour),
    ['accent', 'accent'],
  );
  t.regex(faults[0]?.allowed ?? '', /contrast of at least 4\.5 to card, #ffffff; this one has 1$/);
  t.is(contrastFaults({ ...light, card: colour('#333') }, ['card'])[0]?.colour, 'card');
});

test('the colours are custom properties of both schemes', (t) => {
  const style = styleOf(builtInColours);
  t.regex(style, /^:root \{\n {2}color-scheme: light dark;\n {2}--paper: #f4f5f3;/);
  t.regex(style, /@media \(prefers-color-scheme: dark\) \{\n {2}:root \{\n {2}--paper: #101615;/);
});
