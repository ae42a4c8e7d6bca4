import type { Config } from './config/config.js';
import type { RulesetOptions } from './firewall/ruleset.js';

/** What of the configuration the rules of the firewall are made of. */
export function rulesetOptions(config: Config): RulesetOptions {
  const { portal, interceptor, zones } = config;
  return {
    zones: zones.map((zone) => ({ ...zone, hasPasses: zone.login.includes('oidc') })),
    interceptorPort: interceptor.listen.port,
    portal: { port: portal.listen.port, urlPort: portOf(portal.url), isPlain: portal.tls === undefined },
  };
}

function portOf(url: string): number {
  const { port, protocol } = new URL(url);
  if (port !== '') return Number(port);
  return protocol === 'https:' ? 443 : 80;
}
