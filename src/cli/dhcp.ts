import { isIP } from 'node:net';
import { exit, OperatorError } from '../errors.js';
import type { Command } from './command.js';

/** `gate511 dhcp`: the lines that tell clients of the captive portal API (RFC 8910), for three servers. */
export const dhcp: Command = {
  name: 'dhcp',
  usage: '',
  summary: 'print the option 114/103 lines for dnsmasq, Kea and radvd',
  async run({ loadConfig, print }) {
    const { config } = await loadConfig();
    const { url, tls } = config.portal;
    if (!tls)
      throw new OperatorError(
        'portal.tls is not set. Clients use the captive portal API over TLS only (RFC 8908 §4), and some stop probing ' +
          'once they were told of it: announcing it now would hide the login page',
        exit.refused,
      );
    if (isIP(new URL(url).hostname.replace(/^\[|\]$/g, '')))
      throw new OperatorError(
        'portal.url is an IP address; the API must be announced by name (RFC 8910 §2)',
        exit.refused,
      );
    print(optionLines(`${url}captive-portal/api`));
    return exit.done;
  },
};

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
