import { isIP } from 'node:net';
import { hostOf } from '../client/ip-address.js';
import type { Config } from './config.js';
import { dnsmasqSnippetIn } from './state.js';

/** What DHCP servers and routers must be told of the captive portal API (RFC 8910), and dnsmasq of the garden. */
export function dhcpLines(config: Config): string {
  const hindrance = hindranceToApi(config);
  const garden = config['garden-names'] === 'dnsmasq' ? gardenLines(dnsmasqSnippetIn(config.state)) : '';
  const api =
    hindrance === undefined ? optionLines(`${config.portal.url}captive-portal/api`) : `# ${hindrance}`;
  return `${garden}${api}`;
}

/** Why the captive portal API must not be announced. */
export function hindranceToApi({ portal: { tls, url } }: Config): string | undefined {
  if (!tls)
    return (
      'portal.tls is not set. Clients use the captive portal API over TLS only (RFC 8908 §4), and some stop probing ' +
      'once they were told of it: announcing it now would hide the login page'
    );
  if (isIP(hostOf(new URL(url))))
    return 'portal.url is an IP address; the API must be announced by name (RFC 8910 §2)';
  return undefined;
}

const gardenLines = (snippet: string) => `# dnsmasq.conf: names of the walled garden
conf-file=${snippet}

`;

function optionLines(api: string): string {
  return `# dnsmasq.conf: DHCPv4 option 114, DHCPv6 option 103
dhcp-option=114,${api}
dhcp-option=option6:103,${api}

# Kea, kea-dhcp4.conf and kea-dhcp6.conf, in "option-data"
{ "name": "v4-captive-portal", "data": "${api}" }
{ "name": "v6-captive-portal", "data": "${api}" }

# radvd.conf, in the interface's section
AdvCaptivePortalAPI "${api}";`;
}
