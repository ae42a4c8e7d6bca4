import {
  builtInColours,
  type Colours,
  colourForm,
  colourNames,
  contrastFaults,
  parseColour,
  schemes,
} from '../look/colours.js';
import { parsed, section } from './fields.js';

function palette() {
  const colour = parsed(parseColour, colourForm);
  const shape = Object.fromEntries(colourNames.map((name) => [name, colour.exactOptional()]));
  return section(shape);
}

/** `zones.Z.colours`: what is not given is ours, and text too faint to read is a fault. */
export const colours = section({
  light: palette().default({}),
  dark: palette().default({}),
}).transform((given, context) => {
  const whole = {
    light: { ...builtInColours.light, ...given.light },
    dark: { ...builtInColours.dark, ...given.dark },
  };
  for (const scheme of schemes)
    for (const { colour, allowed } of contrastFaults(whole[scheme], Object.keys(given[scheme])))
      context.addIssue({ code: 'custom', path: [scheme, colour], message: allowed });
  return whole as Colours;
});
