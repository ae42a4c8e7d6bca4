import type { z } from 'zod';
import { present } from '../../system/present.js';
import { type FieldFault, invalid } from '../refusal.js';
import { saidOfField } from './said-of-field.js';

type LineOf = ((index: number) => number | undefined) | undefined;

/** A part of a request as its schema makes it; throws a Refusal that has every field at fault. */
export function parsePart(
  kind: 'parameter' | 'pointer',
  schema: z.ZodType | undefined,
  part: unknown,
  lineOf?: LineOf,
): unknown {
  if (!schema) return undefined;
  const parsed = schema.safeParse(part, { error: saidOfField });
  if (parsed.success) return parsed.data;
  throw invalid(parsed.error.issues.flatMap((issue) => faultsOf(kind, issue, lineOf)));
}

function faultsOf(
  kind: 'parameter' | 'pointer',
  issue: z.core.$ZodIssue,
  lineOf: LineOf,
): readonly FieldFault[] {
  const paths =
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
  const detail = issue.code === 'unrecognized_keys' ? 'there is no such field' : issue.message;
  return paths.map((path) => {
    const index = path.find((key) => typeof key === 'number');
    const line = index === undefined ? undefined : lineOf?.(index);
    return {
      detail,
      [kind]: kind === 'pointer' ? pointerOf(path) : path.join('.'),
      ...present({ line }),
    };
  });
}

/** As a URI fragment (RFC 6901 §6), which is what RFC 9457 §3 shows. */
const pointerOf = (path: readonly PropertyKey[]) =>
  `#${path.map((key) => `/${encodeURIComponent(String(key).replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('')}`;
