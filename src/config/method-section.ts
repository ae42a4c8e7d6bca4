import type { z } from 'zod';
import { parseZoneName, type ZoneName } from '../client/zone-name.js';
import { type PlanName, parsePlanName } from '../plan/plan.js';
import { parsed, pathFrom } from './fields.js';
import { type SectionWithSecret, sectionWithSecretBy } from './secret.js';

/** What a method's settings may be made of: what only the rest of the configuration, or its place, can tell. */
export interface SettingsFields {
  /** A plan that the configuration has. */
  readonly plan: z.ZodType<PlanName>;
  /** A zone that it has. */
  readonly zone: z.ZodType<ZoneName>;
  /** A path, absolute or relative to the configuration's file; comes out absolute. */
  readonly path: z.ZodType<string>;
  readonly sectionWithSecret: SectionWithSecret;
}

/** A login method, as far as the configuration knows it. */
export interface MethodSection {
  /** As in `zones.*.login`, and the key of its settings. */
  readonly name: string;
  settings?(fields: SettingsFields): z.ZodType;
}

interface Settings {
  /** By the method's name; undefined where it has none. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly issues: readonly z.core.$ZodIssue[];
}

/** Checks the section of each method. `input` is the whole configuration, `base` the directory of its file. */
export function checkSettings(methods: readonly MethodSection[], input: unknown, base: string): Settings {
  const fields = settingsFields(input, base);
  const settings: Record<string, unknown> = {};
  const issues: z.core.$ZodIssue[] = [];
  for (const method of methods) {
    const { name } = method;
    const found = sectionIn(input, name);
    const checked = method.settings?.(fields).safeParse(found);
    if (checked?.success) settings[name] = checked.data;
    else if (checked && found !== undefined)
      issues.push(...checked.error.issues.map((issue) => ({ ...issue, path: [name, ...issue.path] })));
    else if (checked && isOffered(name, input))
      issues.push({ code: 'custom', path: [name], message: `a section, since a zone offers ${name}`, input });
  }
  return { settings, issues };
}

function isOffered(name: string, input: unknown): boolean {
  const logins = Object.values(Object(sectionIn(input, 'zones'))).map((zone) => sectionIn(zone, 'login'));
  return logins.some((login) => Array.isArray(login) && login.includes(name));
}

const sectionIn = (input: unknown, key: string): unknown =>
  Object.hasOwn(Object(input), key) ? Object(input)[key] : undefined;

function settingsFields(input: unknown, base: string): SettingsFields {
  return {
    plan: oneOf('a plan', sectionIn(input, 'plans'), parsePlanName),
    zone: oneOf('a zone', sectionIn(input, 'zones'), parseZoneName),
    path: pathFrom(base),
    sectionWithSecret: sectionWithSecretBy(pathFrom(base)),
  };
}

function oneOf<Name extends string>(
  what: string,
  section: unknown,
  parse: (text: string) => Name | undefined,
) {
  const names = Object.keys(Object(section));
  const form = `${what} that there is: ${names.join(', ') || 'none'}`;
  return parsed((name) => (names.includes(name) ? parse(name) : undefined), form);
}
