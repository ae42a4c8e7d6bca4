import { z } from 'zod';
import { durationForm, parseDuration } from './units.js';

/** A text that a parser understands; `form` says what is allowed. */
export const parsed = <T>(parse: (text: string) => T | undefined, form: string) =>
  z.string(form).transform((text, context) => {
    const value = parse(text);
    if (value === undefined) context.addIssue(form);
    return value ?? z.NEVER;
  });

export const text = (longest: number) => {
  const form = `a text of 1 to ${longest} characters`;
  return z.string(form).min(1, form).max(longest, form);
};

/** A mapping with these keys and no others. */
export const section = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject(shape, { error: (issue) => (issue.code === 'unrecognized_keys' ? undefined : 'a section') });

export const duration = parsed(parseDuration, durationForm);
