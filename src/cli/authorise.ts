import { exit } from '../errors.js';
import { askDaemon } from './admin-client.js';
import { durationOption, macArgument, planOption, zoneOption } from './arguments.js';
import type { Command } from './command.js';

interface Authorised {
  readonly zone: string;
  readonly endsAt: string;
}

/** `gate511 authorise`. */
export const authorise: Command = {
  name: 'authorise',
  usage: 'MAC [--zone Z] [--plan P] [--for 1h]',
  summary: 'let a device in for a while, without a login',
  options: { zone: { type: 'string' }, plan: { type: 'string' }, for: { type: 'string' } },
  takes: 1,
  async run(invocation) {
    const mac = macArgument(invocation);
    const body = { ...zoneOption(invocation), ...planOption(invocation), ...durationOption(invocation) };
    const { zone, endsAt } = await askDaemon<Authorised>(invocation, 'PUT', `/authorisations/${mac}`, body);
    invocation.print(`${mac} is authorised in zone ${zone} until ${endsAt}`);
    return exit.done;
  },
};
