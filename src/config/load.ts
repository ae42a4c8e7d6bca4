import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parseDocument } from 'yaml';
import type { z } from 'zod';
import type { ZoneName } from '../client/zone-name.js';
import { exit, hasErrno, OperatorError, reasonOf } from '../errors.js';
import type { Config } from './config.js';
import { pathFrom } from './fields.js';
import { loopbackProfile } from './loopback.js';
import { checkSettings, type MethodSection } from './method-section.js';
import { planOfSession, plansOf } from './plan-schema.js';
import { schemaFor } from './schema.js';
import { isSecret, withoutSecrets } from './secret-keys.js';

interface Source {
  /** From `--config`, else from `GATE511_CONFIG`. Named, it must be there. */
  readonly named?: string;
}

export interface LoadedConfig {
  readonly config: Config;
  /** Where it was found; undefined for the loopback profile. */
  readonly path: string | undefined;
}

const usualPaths = ['./gate511.yaml', '/etc/gate511/gate511.yaml'];

/** Finds, reads and checks the configuration; throws an OperatorError that lists every fault. */
export async function loadConfig(
  { named }: Source,
  methods: readonly MethodSection[],
): Promise<LoadedConfig> {
  for (const path of named === undefined ? usualPaths : [named]) {
    const text = await readFile(path, 'utf8').catch((error: unknown) => {
      if (named === undefined && hasErrno(error, 'ENOENT')) return undefined;
      throw new OperatorError(`the configuration cannot be read: ${reasonOf(error)}`, exit.configuration);
    });
    if (text !== undefined) return { config: parseConfig(text, path, methods), path };
  }
  const config = checkConfig(loopbackProfile, 'the loopback profile', process.cwd(), methods);
  return { config, path: undefined };
}

/** The configuration in a YAML text; relative paths in it are relative to the file. */
export function parseConfig(text: string, path: string, methods: readonly MethodSection[]): Config {
  return checkConfig(parseYaml(text, path), path, dirname(path), methods);
}

function parseYaml(text: string, path: string): unknown {
  const document = parseDocument(text, { prettyErrors: true });
  const [fault] = [...document.errors, ...document.warnings];
  if (fault) throw faulty(path, [fault.message]);
  try {
    return document.toJS();
  } catch (error) {
    throw faulty(path, [reasonOf(error)]); // an alias of nothing, or of very much
  }
}

function checkConfig(input: unknown, path: string, base: string, methods: readonly MethodSection[]): Config {
  const names = methods.map(({ name }) => name);
  const checked = schemaFor(names, pathFrom(base)).safeParse(without(input ?? {}, names));
  const { settings, issues } = checkSettings(methods, input, base);
  if (!checked.success || issues.length > 0)
    throw faulty(
      path,
      [...(checked.error?.issues ?? []), ...issues].flatMap((issue) => faultsOf(issue, input)),
    );
  const { zones, portal, admin, plans: sections, ...rest } = checked.data;
  const plans = plansOf(sections);
  return deepFreeze({
    ...rest,
    state: resolve(base, rest.state),
    portal: {
      ...portal,
      ...tlsFrom(base, portal),
    },
    admin: { ...admin, ...tlsFrom(base, admin) },
    plans,
    methods: settings,
    text: withoutSecrets(input),
    zones: Object.entries(zones).map(([name, { name: title = portal.name, session, plan, ...zone }]) => ({
      ...zone,
      ...resolved(base, zone, 'leases', 'logo', 'views'),
      name: name as ZoneName,
      title,
      plan: (plan && plans[plan]) ?? planOfSession(session),
    })),
  });
}

/** The configuration without the sections of these names. */
function without(input: unknown, names: readonly string[]): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input;
  return Object.fromEntries(Object.entries(input).filter(([key]) => !names.includes(key)));
}

/** Where the certificate and the key are, where there are any. */
function tlsFrom(base: string, { tls }: { tls?: { certificate: string; key: string } }) {
  return tls ? { tls: { certificate: resolve(base, tls.certificate), key: resolve(base, tls.key) } } : {};
}

/** Those of the keys that are there, as paths relative to the configuration file. */
function resolved<Key extends string>(
  base: string,
  paths: Readonly<Partial<Record<Key, string>>>,
  ...keys: readonly Key[]
): Partial<Record<Key, string>> {
  const given = keys.flatMap((key) => (paths[key] === undefined ? [] : [[key, resolve(base, paths[key])]]));
  return Object.fromEntries(given);
}

function faulty(path: string, faults: readonly string[]): OperatorError {
  const count = faults.length === 1 ? '1 fault' : `${faults.length} faults`;
  return new OperatorError(
    `${count} in ${path}:\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
    exit.configuration,
  );
}

function faultsOf(issue: z.core.$ZodIssue, input: unknown): string[] {
  const at = issue.path.join('.') || 'the file';
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => `${[...issue.path, key].join('.')}: there is no such key`);
  const found =
    issue.code === 'invalid_key' ? issue.path.at(-1) : shown(issue.path, valueAt(input, issue.path));
  return [`${at}: found ${found === undefined ? 'nothing' : shortened(found)}, allowed: ${issue.message}`];
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce(
    (value, key) =>
      typeof value === 'object' && value !== null ? value[key as keyof typeof value] : undefined,
    input,
  );
}

/** A fault is read by more people than the file is. */
const shown = (path: readonly PropertyKey[], value: unknown) =>
  value !== undefined && isSecret(String(path.at(-1))) ? '…' : value;

function shortened(value: unknown): string {
  const text = JSON.stringify(value, (key, part) => (isSecret(key) ? '…' : part));
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function deepFreeze<T extends object>(value: T): Readonly<T> {
  for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) deepFreeze(part);
  return Object.freeze(value);
}
