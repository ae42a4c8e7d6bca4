import { exit, OperatorError } from '../errors.js';
import { askDaemon } from './admin-client.js';
import type { Command, Invocation } from './command.js';
import { argument, pathOf, propertiesOf, propertyOptions, userArgument } from './users-arguments.js';

/** `gate511 users set`: what is not named stays as it is. */
export const usersSet: Command = {
  name: 'users set',
  usage: 'NAME [--plan P|none] [--devices N|none] [--valid 30d|none] [--note TEXT] [--disable | --enable]',
  summary: 'change what a user may; --disable ends his sessions',
  options: { ...propertyOptions, disable: { type: 'boolean' }, enable: { type: 'boolean' } },
  takes: 1,
  argument,
  async run(invocation) {
    const name = userArgument(invocation);
    const body = { ...propertiesOf(invocation), ...disabledOption(invocation) };
    if (Object.keys(body).length === 0) throw new OperatorError('users set: nothing to change', exit.usage);
    await askDaemon(invocation, 'PATCH', pathOf(name), body);
    invocation.print(`user ${name} is changed`);
    return exit.done;
  },
};

function disabledOption(invocation: Invocation): { isDisabled?: boolean } {
  const [disable, enable] = [invocation.flag('disable'), invocation.flag('enable')];
  if (disable && enable) throw new OperatorError('users set: --disable or --enable, not both', exit.usage);
  return disable || enable ? { isDisabled: disable } : {};
}
