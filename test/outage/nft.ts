import { run } from '../../src/system/run.js';

/** What another program, or an operator by hand, does to the rules. */
export const nft = (command: string) => run('nft', [command]);
