import { exit } from '../errors.js';
import { askDaemon } from './admin-client.js';
import type { Command } from './command.js';
import { argument, pathOf, userArgument } from './users-arguments.js';

/** `gate511 users approve`. */
export const usersApprove: Command = {
  name: 'users approve',
  usage: 'NAME',
  summary: 'let a user in who has asked for an account himself',
  takes: 1,
  argument,
  async run(invocation) {
    const name = userArgument(invocation);
    await askDaemon(invocation, 'PATCH', pathOf(name), { isApproved: true });
    invocation.print(`user ${name} may log in`);
    return exit.done;
  },
};
