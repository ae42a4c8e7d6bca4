#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Command, Invocation } from './cli/command.js';
import { serve } from './cli/serve.js';
import { loadConfig, loadState } from './config/load.js';
import { exit, OperatorError, reasonOf } from './errors.js';
import { methods } from './methods.js';

async function main(words: readonly string[]): Promise<number> {
  const [name] = words;
  if (name === 'version' || name === '--version') {
    console.log(version());
    return exit.done;
  }
  const commands = await commandsFor(name);
  const command = commands.find((each) => each.name.split(' ').every((word, at) => word === words[at]));
  if (name === 'help' || words.includes('--help') || words.includes('-h')) {
    console.log(command ? helpOf(command) : usage(beginningWith(name, commands)));
    return exit.done;
  }
  if (!command) {
    console.error(
      `${name === undefined ? 'a command is needed' : unknown(name, commands)}\n\n${usage(commands)}`,
    );
    return exit.usage;
  }
  try {
    return await command.run(invocationOf(command, words.slice(command.name.split(' ').length)));
  } catch (error) {
    console.error(`gate511: ${error instanceof OperatorError ? error.message : (error as Error).stack}`);
    return error instanceof OperatorError ? error.exitCode : exit.refused;
  }
}

/** The daemon does not wait for the code of all other commands. */
async function commandsFor(name: string | undefined): Promise<readonly Command[]> {
  return name === serve.name ? [serve] : (await import('./cli/commands.js')).commands;
}

function unknown(first: string, commands: readonly Command[]): string {
  const seconds = commands.flatMap(({ name }) => (name.startsWith(`${first} `) ? [name.split(' ')[1]] : []));
  if (seconds.length === 0) return `there is no command "${first}"`;
  return `"${first}" is followed by one of ${seconds.join(', ')}`;
}

function version(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return version;
}

interface Parsed {
  readonly values: Readonly<Record<string, unknown>>;
  readonly positionals: readonly string[];
}

function invocationOf(command: Command, args: readonly string[]): Invocation {
  const { values, positionals } = parsed(command, args);
  const named = values.config ?? process.env.GATE511_CONFIG;
  const source = typeof named === 'string' ? { named } : {};
  return {
    positionals,
    option: (name) => (typeof values[name] === 'string' ? values[name] : undefined),
    flag: (name) => values[name] === true,
    loadConfig: () => loadConfig(source, methods),
    loadState: () => loadState(source),
    environment: process.env,
    print: (text) => console.log(text),
  };
}

function parsed(command: Command, args: readonly string[]): Parsed {
  const { name, takes = 0, argument = 'one MAC address', options = {} } = command;
  try {
    const found = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { config: { type: 'string' }, ...options },
    });
    if (found.positionals.length === takes) return found;
    throw new Error(
      takes === 1 ? `${argument} is needed` : `"${found.positionals[0]}" is one argument too many`,
    );
  } catch (error) {
    throw new OperatorError(`${name}: ${reasonOf(error)}\nusage: ${usageOf(command)}`, exit.usage);
  }
}

const usageOf = ({ name, usage: line }: Command) => `gate511 ${name} ${line}`.trimEnd();

const helpOf = (command: Command) => `usage: ${usageOf(command)} [--config FILE]\n\n${command.summary}`;

/** Those whose first word it is; all where it is none's. */
function beginningWith(word: string | undefined, commands: readonly Command[]): readonly Command[] {
  const found = commands.filter(({ name }) => name.startsWith(`${word} `));
  return found.length > 0 ? found : commands;
}

const widest = 70;

function usage(commands: readonly Command[]): string {
  const lengths = commands.map((command) => usageOf(command).length).filter((length) => length <= widest);
  const width = Math.max(...lengths);
  const lines = commands.map((command) => {
    const line = usageOf(command);
    const gap = line.length > width ? `\n${' '.repeat(2 + width)}` : ' '.repeat(width - line.length);
    return `  ${line}${gap}  ${command.summary}`;
  });
  return `usage: gate511 <command> [--config FILE]\n\n${lines.join('\n')}`;
}

// At once: what is still asked of others, of a silent RADIUS server for instance, nobody waits for any more.
process.exit(await main(process.argv.slice(2)));
