declare const brand: unique symbol;

/** `#rrggbb` in small letters; made by `parseColour` only, so that nothing else gets into a style sheet. */
export type Colour = string & { readonly [brand]: 'Colour' };

/** What is coloured: the page, the card on it, text, lesser text, lines, links and buttons, the text of a button. */
export const colourNames = ['paper', 'card', 'ink', 'quiet', 'line', 'accent', 'on-accent'] as const;
type ColourName = (typeof colourNames)[number];
type Palette = Readonly<Record<ColourName, Colour>>;

/** Which of them a visitor sees is his device's choice. */
export const schemes = ['light', 'dark'] as const;
export type Colours = Readonly<Record<(typeof schemes)[number], Palette>>;

export const colourForm = 'a colour in quotes such as "#0b6b5d"';

export function parseColour(text: string): Colour | undefined {
  if (/^#[0-9a-f]{6}$/i.test(text)) return text.toLowerCase() as Colour;
  return /^#[0-9a-f]{3}$/i.test(text)
    ? (text.toLowerCase().replace(/[0-9a-f]/g, '$&$&') as Colour)
    : undefined;
}

const palette = (...colours: readonly string[]) =>
  Object.fromEntries(colourNames.map((name, index) => [name, colours[index]])) as unknown as Palette;

export const builtInColours: Colours = {
  light: palette('#f4f5f3', '#ffffff', '#1d2b2a', '#56635f', '#dde2de', '#0b6b5d', '#ffffff'),
  dark: palette('#101615', '#19211f', '#e9efec', '#a3b1ac', '#33403c', '#6fd3c0', '#08211d'),
};

/** Text and what it stands on. */
const pairs: readonly (readonly [ColourName, ColourName])[] = [
  ['ink', 'paper'],
  ['ink', 'card'],
  ['quiet', 'card'],
  ['accent', 'card'],
  ['on-accent', 'accent'],
];
/** What WCAG 2 asks of text (1.4.3, level AA). */
const leastContrast = 4.5;

interface ContrastFault {
  readonly colour: ColourName;
  readonly allowed: string;
}

/** Pairs that cannot be read well, each told of a colour in `given`. */
export function contrastFaults(colours: Palette, given: readonly string[]): ContrastFault[] {
  return pairs.flatMap(([text, ground]) => {
    const contrast = contrastOf(colours[text], colours[ground]);
    if (contrast >= leastContrast) return [];
    const [colour, other] = given.includes(text) ? [text, ground] : [ground, text];
    const found = Math.floor(contrast * 10) / 10;
    const allowed = `a colour with a contrast of at least ${leastContrast} to ${other}, ${colours[other]}; this one has ${found}`;
    return [{ colour, allowed }];
  });
}

/** WCAG 2, "contrast ratio": from 1 to 21. */
export function contrastOf(one: Colour, other: Colour): number {
  const [lighter = 0, darker = 0] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

/** WCAG 2, "relative luminance" of sRGB. */
function luminanceOf(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The colours as custom properties, which the style sheet uses. */
export function styleOf({ light, dark }: Colours): string {
  const properties = (colours: Palette) =>
    colourNames.map((name) => `  --${name}: ${colours[name]};\n`).join('');
  return `:root {\n  color-scheme: light dark;\n${properties(light)}}
@media (prefers-color-scheme: dark) {\n  :root {\n${properties(dark)}  }\n}\n`;
}
