import { exit } from '../errors.js';
import { askDaemon } from './admin-client.js';
import { givenPassword } from './ask-password.js';
import type { Command } from './command.js';
import { argument, pathOf, propertiesOf, propertyOptions, userArgument } from './users-arguments.js';

/** `gate511 users add`. */
export const usersAdd: Command = {
  name: 'users add',
  usage: 'NAME [--plan P] [--devices N] [--valid 30d] [--note TEXT] [--generate]',
  summary: 'add a user; his password is asked for, or generated and shown once',
  options: { ...propertyOptions, generate: { type: 'boolean' } },
  takes: 1,
  argument,
  async run(invocation) {
    const name = userArgument(invocation);
    const properties = propertiesOf(invocation);
    const { password, isGenerated } = await givenPassword(invocation);
    await askDaemon(invocation, 'PUT', pathOf(name), { ...properties, password });
    invocation.print(isGenerated ? `user ${name} has the password ${password}` : `user ${name} is added`);
    return exit.done;
  },
};
