import { exit } from '../errors.js';
import { askDaemon } from './admin-client.js';
import { macArgument, zoneQuery } from './arguments.js';
import type { Command } from './command.js';

/** `gate511 forget`. */
export const forget: Command = {
  name: 'forget',
  usage: 'MAC [--zone Z]',
  summary: 'take a device off both lists',
  options: { zone: { type: 'string' } },
  takes: 1,
  async run(invocation) {
    const mac = macArgument(invocation);
    await askDaemon(invocation, 'DELETE', `/list-entries/${mac}${zoneQuery(invocation)}`);
    const zone = invocation.option('zone');
    invocation.print(
      `${mac} ${zone === undefined ? 'is on neither list' : `has no entry for ${zone} any more`}`,
    );
    return exit.done;
  },
};
