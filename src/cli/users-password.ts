import { exit } from '../errors.js';
import { askDaemon } from './admin-client.js';
import { givenPassword } from './ask-password.js';
import type { Command } from './command.js';
import { argument, pathOf, userArgument } from './users-arguments.js';

/** `gate511 users password`. */
export const usersPassword: Command = {
  name: 'users password',
  usage: 'NAME [--generate]',
  summary: 'give a user another password, and end his sessions',
  options: { generate: { type: 'boolean' } },
  takes: 1,
  argument,
  async run(invocation) {
    const name = userArgument(invocation);
    const { password, isGenerated } = await givenPassword(invocation);
    await askDaemon(invocation, 'PATCH', pathOf(name), { password });
    invocation.print(`user ${name} has ${isGenerated ? `the password ${password}` : 'another password'}`);
    return exit.done;
  },
};
