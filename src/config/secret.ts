import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { reasonOf } from '../errors.js';
import { section } from './fields.js';

/** Of a secret, in characters. */
interface Length {
  readonly least?: number;
  readonly most: number;
}

/** What a section has, and under `Key` its secret. */
type WithSecret<Key extends string, Shape extends z.ZodRawShape> = z.output<z.ZodObject<Shape>> &
  Readonly<Record<Key, string>>;

/**
 * A section with a secret, either in it under `key`, or in a file whose path is under `key-file` and whose first line it
 * is; comes out under `key`. The file is read when the configuration is: what is wrong with it is told with the rest.
 */
export type SectionWithSecret = <Key extends string, Shape extends z.ZodRawShape>(
  key: Key,
  length: Length,
  shape: Shape,
) => z.ZodType<WithSecret<Key, Shape>>;

/** `path` is that of the file. */
export const sectionWithSecretBy =
  (path: z.ZodType<string>): SectionWithSecret =>
  <Key extends string, Shape extends z.ZodRawShape>(key: Key, { least = 1, most }: Length, shape: Shape) => {
    const fileKey = `${key}-file`;
    const form = `a text of ${least} to ${most} characters`;
    const written = z.string(form).min(least, form).max(most, form);
    const kept = path.transform((file, context) => {
      const secret = firstLineOf(file, context);
      if (secret === undefined || (secret.length >= least && secret.length <= most)) return secret ?? z.NEVER;
      context.addIssue(`a file whose first line is a secret of ${least} to ${most} characters`);
      return z.NEVER;
    });
    const both = { [key]: written.exactOptional(), [fileKey]: kept.exactOptional() };
    return section({ ...shape, ...both })
      .superRefine((found, context) => checkOne(found, context, key, fileKey), { when: () => true })
      .transform((found) => {
        const { [fileKey]: read, ...others }: Readonly<Record<string, unknown>> = found;
        return { [key]: read, ...others } as WithSecret<Key, Shape>;
      });
  };

/** What is told shows what was found, so where there are both it is told of the path. */
function checkOne(found: unknown, context: z.core.$RefinementCtx, key: string, fileKey: string): void {
  if (typeof found !== 'object' || found === null) return;
  const isWritten = key in found;
  if (isWritten !== fileKey in found) return;
  const message = `either ${key} or ${fileKey}`;
  context.addIssue({ code: 'custom', path: [isWritten ? fileKey : key], message });
}

function firstLineOf(file: string, context: z.core.$RefinementCtx): string | undefined {
  try {
    return readFileSync(file, 'utf8').split('\n', 1)[0]?.trim();
  } catch (error) {
    context.addIssue(`a file that can be read: ${reasonOf(error)}`);
    return undefined;
  }
}
