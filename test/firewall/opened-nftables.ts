import type { ExecutionContext } from 'ava';
import { NftablesFirewall } from '../../src/firewall/nftables-firewall.js';
import type { RulesetOptions } from '../../src/firewall/ruleset.js';
import { systemClock } from '../../src/system/clock.js';
import { run } from '../../src/system/run.js';
import { rulesets } from './rulesets.js';

interface Choices {
  readonly options?: RulesetOptions;
  readonly renewsElements?: boolean;
}

/** The real firewall with the zones guest and staff, not loaded, in this thread's namespace. */
export function nftablesFirewall(
  t: ExecutionContext,
  { options = rulesets['two-zones'], renewsElements = true }: Choices = {},
): NftablesFirewall {
  const firewall = new NftablesFirewall(options, run, systemClock, renewsElements);
  t.teardown(() => firewall.close());
  return firewall;
}

/** Runs nft with one command, as an operator would. */
export const nft = (command: string) => run('nft', ['-f', '-'], command);
