import { exit } from '../errors.js';
import { askDaemon } from './admin-client.js';
import { timeOption } from './arguments.js';
import type { Command } from './command.js';

/** `gate511 replay`: a receiver that lost events hears of them again. */
export const replay: Command = {
  name: 'replay',
  usage: 'WEBHOOK [--since TIME]',
  summary: 'tell a webhook again of all events that are kept, or since a time',
  options: { since: { type: 'string' } },
  takes: 1,
  argument: 'the name of a webhook',
  async run(invocation) {
    const [name = ''] = invocation.positionals;
    const path = `/webhooks/${encodeURIComponent(name)}/replay`;
    const since = timeOption(invocation, 'since');
    const body = since === undefined ? {} : { since };
    const { events } = await askDaemon<{ events: number }>(invocation, 'POST', path, body);
    invocation.print(`${events} events are looked through for ${name}`);
    return exit.done;
  },
};
