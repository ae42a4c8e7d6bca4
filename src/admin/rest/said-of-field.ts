import type { z } from 'zod';

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

const units: Readonly<Record<string, string>> = { string: ' characters', array: ' entries' };

/** What is said of a field whose schema has no sentence of its own for that. */
export const saidOfField: z.core.$ZodErrorMap = (issue) => {
  const allowed = allowedFor(issue);
  if (allowed === undefined) return undefined;
  if (issue.input === undefined) return `it is missing; allowed: ${allowed}`;
  if (issue.code === 'invalid_value' && typeof issue.input === 'string')
    return `found "${issue.input.slice(0, 100)}", allowed: ${allowed}`;
  return `allowed: ${allowed}`;
};

function allowedFor(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return typeNames[issue.expected];
    case 'invalid_value':
      return issue.values.join(', ');
    case 'too_small':
      return `at least ${issue.minimum}${units[issue.origin] ?? ''}`;
    case 'too_big':
      return `at most ${issue.maximum}${units[issue.origin] ?? ''}`;
    default:
      return undefined;
  }
}
