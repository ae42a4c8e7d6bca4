import type { ParseArgsConfig } from 'node:util';
import type { LoadedConfig } from '../config/load.js';

type Options = NonNullable<ParseArgsConfig['options']>;

/** What a command is given. */
export interface Invocation {
  readonly positionals: readonly string[];
  /** An option's value, undefined where it was not given. */
  option(name: string): string | undefined;
  flag(name: string): boolean;
  readonly loadConfig: () => Promise<LoadedConfig>;
  /** The state directory, also where all else of the configuration is faulty. */
  readonly loadState: () => Promise<string>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly print: (text: string) => void;
}

export interface Command {
  /** One word, or two: `vouchers create`. */
  readonly name: string;
  /** The arguments after the name, as the usage line shows them. */
  readonly usage: string;
  readonly summary: string;
  readonly options?: Options;
  /** How many positional arguments it takes. */
  readonly takes?: number;
  /** What the one argument is, where it is not a MAC address. */
  readonly argument?: string;
  /** Gives the exit code. Throws an OperatorError where it could not do what it was asked to. */
  readonly run: (invocation: Invocation) => Promise<number>;
}
