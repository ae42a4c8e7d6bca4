import { exit } from '../errors.js';
import { askDaemon } from './admin-client.js';
import type { Command } from './command.js';
import { argument, pathOf, userArgument } from './users-arguments.js';

/** `gate511 users remove`. */
export const usersRemove: Command = {
  name: 'users remove',
  usage: 'NAME',
  summary: 'remove a user, or his request for an account, and end his sessions',
  takes: 1,
  argument,
  async run(invocation) {
    const name = userArgument(invocation);
    await askDaemon(invocation, 'DELETE', pathOf(name));
    invocation.print(`user ${name} is removed`);
    return exit.done;
  },
};
