import { connect } from 'node:net';
import { adminSocketIn } from '../config/state.js';
import { exit, hasErrno, OperatorError, unavailable } from '../errors.js';
import { removal, ruleset as rulesetText } from '../firewall/ruleset.js';
import { rulesetOptions } from '../ruleset-options.js';
import { run } from '../system/run.js';
import type { Command } from './command.js';

/** `gate511 ruleset`: what the daemon loads; with `--remove`, takes it away. */
export const ruleset: Command = {
  name: 'ruleset',
  usage: '[--remove]',
  summary: 'print the nftables text, or take the tables away (everybody passes then)',
  options: { remove: { type: 'boolean' } },
  async run({ loadConfig, loadState, flag, print }) {
    if (!flag('remove')) {
      const { config } = await loadConfig();
      print(rulesetText(rulesetOptions(config)).trimEnd());
      return exit.done;
    }
    if (await isListening(adminSocketIn(await loadState())).catch(stay))
      throw new OperatorError('the daemon runs and would put the table back: stop it first', exit.refused);
    await remove().catch(stay);
    print('the tables of gate511 are gone: nothing guards the zones');
    return exit.done;
  },
};

const remove = async () => run('nft', ['-f', '-'], removal(await run('nft', ['list', 'tables'])));

function stay(cause: unknown): never {
  throw unavailable('the tables stay', cause);
}

const isListening = (path: string) =>
  new Promise<boolean>((resolve, reject) => {
    const socket = connect({ path });
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', (error) =>
      hasErrno(error, 'ENOENT', 'ECONNREFUSED') ? resolve(false) : reject(error),
    );
  });
