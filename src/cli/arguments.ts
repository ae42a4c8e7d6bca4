import { userInfo } from 'node:os';
import { parseMacAddress } from '../client/mac-address.js';
import { durationForm, parseDuration } from '../config/units.js';
import { exit, OperatorError } from '../errors.js';
import type { Invocation } from './command.js';

/** The MAC that the command was given; usage error 2 when it is none. */
export function macArgument({ positionals: [text = ''] }: Invocation): string {
  const mac = parseMacAddress(text);
  if (!mac)
    throw new OperatorError(
      `"${text}" is not the MAC address of a device; allowed: aa:bb:cc:dd:ee:ff, AA-BB-CC-DD-EE-FF or aabb.ccdd.eeff`,
      exit.usage,
    );
  return mac;
}

/** `--for 8h` as a member of a request body. */
export function durationOption(invocation: Invocation): { durationSeconds?: number } {
  const text = invocation.option('for');
  if (text === undefined) return {};
  const durationSeconds = parseDuration(text);
  if (durationSeconds === undefined)
    throw new OperatorError(`--for: "${text}" is not ${durationForm}`, exit.usage);
  return { durationSeconds };
}

/** `--zone Z` as a member of a request body. */
export function zoneOption(invocation: Invocation): { zone?: string } {
  const zone = invocation.option('zone');
  return zone === undefined ? {} : { zone };
}

/** `--plan P` as a member of a request body. */
export function planOption(invocation: Invocation): { plan?: string } {
  const plan = invocation.option('plan');
  return plan === undefined ? {} : { plan };
}

/** `--zone Z` as a query. */
export function zoneQuery(invocation: Invocation): string {
  const zone = invocation.option('zone');
  return zone === undefined ? '' : `?zone=${encodeURIComponent(zone)}`;
}

/** Who is at the terminal, for the record of a list entry. */
export const operatorName = () => userInfo().username;
