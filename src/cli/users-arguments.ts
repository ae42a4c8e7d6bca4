import { exit, OperatorError } from '../errors.js';
import { parseUserName, type UserName, userNameForm } from '../login/password/user-name.js';
import { present } from '../system/present.js';
import { secondsOption } from './arguments.js';
import type { Invocation } from './command.js';

export const argument = 'the name of a user';

/** The user that the command was given; usage error 2 when it can be nobody's name. */
export function userArgument({ positionals: [text = ''] }: Invocation): UserName {
  const name = parseUserName(text);
  if (!name) throw new OperatorError(`found "${text}", allowed: ${userNameForm}`, exit.usage);
  return name;
}

export const pathOf = (name: UserName) => `/users/${encodeURIComponent(name)}`;

export const propertyOptions = {
  plan: { type: 'string' },
  devices: { type: 'string' },
  valid: { type: 'string' },
  note: { type: 'string' },
} as const;

const nothing = 'none';

/** `--plan P --devices N --valid 30d --note TEXT` as members of a request body; `none` stands for no limit of his own. */
export function propertiesOf(invocation: Invocation): object {
  const [plan, devices, valid, note] = ['plan', 'devices', 'valid', 'note'].map((each) =>
    invocation.option(each),
  );
  return {
    ...(plan === undefined ? {} : { plan: plan === nothing ? null : plan }),
    ...(devices === undefined ? {} : { devices: devices === nothing ? null : numberOf(devices) }),
    ...(valid === undefined
      ? {}
      : { validSeconds: valid === nothing ? null : secondsOption(invocation, 'valid') }),
    ...present({ note }),
  };
}

function numberOf(text: string): number {
  if (!/^([1-9]\d{0,2}|1000)$/.test(text))
    throw new OperatorError(`--devices: "${text}" is not a number from 1 to 1000`, exit.usage);
  return Number(text);
}
