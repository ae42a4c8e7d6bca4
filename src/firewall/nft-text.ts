import type { Command, ElementCommand } from './nft-commands.js';
import { rateLimit } from './rates.js';
import { table } from './ruleset.js';

/** A step in nft's words: for what must be one transaction with the ruleset, and for whoever reads what was refused. */
export function nftText(command: Command): string {
  if ('set' in command) return elementText(command);
  const { verb, quota, limit } = command;
  const words = limit ? ` { over ${limit.bytes} bytes used ${limit.usedBytes} bytes }` : '';
  return `${verb} quota ${table} ${quota}${words}`;
}

function elementText(command: ElementCommand): string {
  const { verb, set, key, value, counted, bytesPerSecond, timeoutSeconds } = command;
  const words = [
    key,
    ...(counted ? [`counter packets ${counted.packets} bytes ${counted.bytes}`] : []),
    ...(bytesPerSecond === undefined ? [] : [rateLimit(bytesPerSecond)]),
    ...(timeoutSeconds === undefined ? [] : [`timeout ${timeoutSeconds}s expires ${timeoutSeconds}s`]),
    ...(value === undefined ? [] : [`: ${typeof value === 'string' ? `"${value}"` : value}`]),
  ];
  return `${verb} element ${table} ${set} { ${words.join(' ')} }`;
}
