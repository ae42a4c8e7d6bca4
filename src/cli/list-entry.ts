import { exit } from '../errors.js';
import type { ListKind } from '../store/list-entry.js';
import { askDaemon } from './admin-client.js';
import { durationOption, macArgument, planOption, zoneOption } from './arguments.js';
import type { Command } from './command.js';

/** `gate511 allow` and `gate511 deny`: for devices that were never seen, too. */
function listCommand(name: ListKind, summary: string, more: Pick<Command, 'usage' | 'options'>): Command {
  return {
    name,
    usage: `MAC [--zone Z] ${more.usage}[--for 8h] [--note TEXT]`,
    summary,
    options: {
      zone: { type: 'string' },
      for: { type: 'string' },
      note: { type: 'string' },
      ...more.options,
    },
    takes: 1,
    async run(invocation) {
      const mac = macArgument(invocation);
      const note = invocation.option('note') ?? '';
      const body = {
        kind: name,
        note,
        ...zoneOption(invocation),
        ...planOption(invocation),
        ...durationOption(invocation),
      };
      await askDaemon(invocation, 'PUT', `/list-entries/${mac}`, body);
      invocation.print(`${mac} is on the ${name} list`);
      return exit.done;
    },
  };
}

export const allow = listCommand('allow', 'always let a device through, without a login', {
  usage: '[--plan P] ',
  options: { plan: { type: 'string' } },
});
export const deny = listCommand('deny', 'shut a device out, whatever it is authorised for', { usage: '' });
