import { isIP } from 'node:net';
import type { Config } from '../config/config.js';
import { dnsmasqSnippetIn } from '../config/state.js';
import { exit, OperatorError } from '../errors.js';
import type { Command } from './command.js';

/** `gate511 dhcp`: the lines that tell clients of the captive portal API (RFC 8910), and dnsmasq of the garden. */
export const dhcp: Command = {
  name: 'dhcp',
  usage: '',
  summary: "print the option 114/103 lines for dnsmasq, Kea and radvd, and the walled garden's for dnsmasq",
  async run({ loadConfig, print }) {
    const { config } = await loadConfig();
    const hindrance = hindranceToApi(config);
    const hasGarden = config['garden-names'] === 'dnsmasq';
    if (hindrance !== undefined && !hasGarden) throw new OperatorError(hindrance, exit.refused);
    if (hasGarden) print(gardenLines(dnsmasqSnippetIn(config.state)));
    print(hindrance === undefined ? optionLines(`${config.portal.url}captive-portal/api`) : `# ${hindrance}`);
    return exit.done;
  },
};

/** Why the captive portal API must not be announced. */
function hindranceToApi({ portal: { tls, url } }: Config): string | undefined {
  if (!tls)
    return (
      'portal.tls is not set. Clients use the captive portal API over TLS only (RFC 8908 §4), and some stop probing ' +
      'once they were told of it: announcing it now would hide the login page'
    );
  if (isIP(new URL(url).hostname.replace(/^\[|\]$/g, '')))
    return 'portal.url is an IP address; the API must be announced by name (RFC 8910 §2)';
  return undefined;
}

const gardenLines = (snippet: string) => `# dnsmasq.conf: names of the walled garden
conf-file=${snippet}
`;

export function optionLines(api: string): string {
  return `# dnsmasq.conf: DHCPv4 option 114, DHCPv6 option 103
dhcp-option=114,${api}
dhcp-option=option6:103,${api}

# Kea, kea-dhcp4.conf and kea-dhcp6.conf, in "option-data"
{ "name": "v4-captive-portal", "data": "${api}" }
{ "name": "v6-captive-portal", "data": "${api}" }

# radvd.conf, in the interface's section
AdvCaptivePortalAPI "${api}";`;
}
