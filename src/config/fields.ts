import { resolve } from 'node:path';
import { z } from 'zod';
import { durationForm, parseDuration } from './units.js';

/** A text that a parser understands; `form` says what is allowed. */
export const parsed = <T>(parse: (text: string) => T | undefined, form: string) =>
  z.string(form).transform((text, context) => {
    const value = parse(text);
    if (value === undefined) context.addIssue(form);
    return value ?? z.NEVER;
  });

export const text = (longest: number, what = 'a text') => {
  const form = `${what} of 1 to ${longest} characters`;
  return z.string(form).min(1, form).max(longest, form);
};

/** As it is written. */
export const path = text(4096, 'a path');

/** A path, absolute or relative to `base`; comes out absolute. */
export const pathFrom = (base: string) => path.transform((found) => resolve(base, found));

/** One text, or one for each language by its tag. */
export const textByLanguage = (longest: number) =>
  z.union(
    [text(longest), z.record(z.string().regex(/^[a-z]{2}$/), text(longest))],
    'a text, or a text for each language',
  );

/** A whole number within these bounds. */
export const whole = (from: number, to: number, what = 'a number') => {
  const form = `${what} from ${from} to ${to}`;
  return z.number(form).int(form).min(from, form).max(to, form);
};

/** A mapping with these keys and no others. */
export const section = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject(shape, { error: (issue) => (issue.code === 'unrecognized_keys' ? undefined : 'a section') });

export const duration = parsed(parseDuration, durationForm);

/** Of what may be faulty in itself. */
export const isMapping = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A mapping by names; a wrong name is told beside the faults of what stands under it, which `z.record` would pass over. */
export const byName = <Name extends string, Value extends z.ZodType>(
  parse: (text: string) => Name | undefined,
  nameForm: string,
  value: Value,
  form: string,
) =>
  z
    .record(z.string(), value, form)
    .superRefine(
      (found, context) => {
        for (const name of Object.keys(found))
          if (parse(name) === undefined)
            context.addIssue({
              code: 'invalid_key',
              origin: 'record',
              path: [name],
              input: name,
              message: nameForm,
              issues: [],
            });
      },
      { when: (payload) => isMapping(payload.value) },
    )
    .transform(
      (found) =>
        Object.fromEntries(Object.entries(found).map(([name, each]) => [parse(name), each])) as Record<
          Name,
          z.output<Value>
        >,
    );
