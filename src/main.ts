#!/usr/bin/env node
import { parseArgs } from 'node:util';
import type { Command, Invocation } from './cli/command.js';
import { commands } from './cli/commands.js';
import { loadConfig } from './config/load.js';
import { exit, OperatorError, reasonOf } from './errors.js';

async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === 'help' || name === '--help') {
    console.log(usage());
    return exit.done;
  }
  const command = commands.find((each) => each.name === name);
  if (!command) {
    console.error(
      `${name === undefined ? 'a command is needed' : `there is no command "${name}"`}\n\n${usage()}`,
    );
    return exit.usage;
  }
  try {
    return await command.run(invocationOf(command, args));
  } catch (error) {
    console.error(`gate511: ${error instanceof OperatorError ? error.message : (error as Error).stack}`);
    return error instanceof OperatorError ? error.exitCode : exit.refused;
  }
}

interface Parsed {
  readonly values: Readonly<Record<string, unknown>>;
  readonly positionals: readonly string[];
}

function invocationOf(command: Command, args: readonly string[]): Invocation {
  const { values, positionals } = parsed(command, args);
  const named = values.config ?? process.env.GATE511_CONFIG;
  return {
    positionals,
    option: (name) => (typeof values[name] === 'string' ? values[name] : undefined),
    flag: (name) => values[name] === true,
    loadConfig: () => loadConfig(typeof named === 'string' ? { named } : {}),
    environment: process.env,
    print: (text) => console.log(text),
  };
}

function parsed(command: Command, args: readonly string[]): Parsed {
  const { name, takes = 0, options = {} } = command;
  try {
    const found = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { config: { type: 'string' }, ...options },
    });
    if (found.positionals.length === takes) return found;
    throw new Error(
      takes === 1 ? 'one MAC address is needed' : `"${found.positionals[0]}" is one argument too many`,
    );
  } catch (error) {
    throw new OperatorError(`${name}: ${reasonOf(error)}\nusage: ${usageOf(command)}`, exit.usage);
  }
}

const usageOf = ({ name, usage: line }: Command) => `gate511 ${name} ${line}`.trimEnd();

function usage(): string {
  const width = Math.max(...commands.map((command) => usageOf(command).length));
  const lines = commands.map((command) => `  ${usageOf(command).padEnd(width)}  ${command.summary}`);
  return `usage: gate511 <command> [--config FILE]\n\n${lines.join('\n')}`;
}

process.exitCode = await main(process.argv.slice(2));
