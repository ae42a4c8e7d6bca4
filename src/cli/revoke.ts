import { exit } from '../errors.js';
import { askDaemon } from './admin-client.js';
import { macArgument, zoneQuery } from './arguments.js';
import type { Command } from './command.js';

/** `gate511 revoke`. */
export const revoke: Command = {
  name: 'revoke',
  usage: 'MAC [--zone Z]',
  summary: "end a device's authorisation and cut its connections",
  options: { zone: { type: 'string' } },
  takes: 1,
  async run(invocation) {
    const mac = macArgument(invocation);
    await askDaemon(invocation, 'DELETE', `/authorisations/${mac}${zoneQuery(invocation)}`);
    invocation.print(`${mac} is no longer authorised`);
    return exit.done;
  },
};
