import { dhcpLines, hindranceToApi } from '../config/dhcp-lines.js';
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
    if (hindrance !== undefined && config['garden-names'] !== 'dnsmasq')
      throw new OperatorError(hindrance, exit.refused);
    print(dhcpLines(config));
    return exit.done;
  },
};
