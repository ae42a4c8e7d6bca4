import { z } from 'zod';
import { planName, zoneName } from '../fields.js';
import type { AdminOptions } from '../options.js';
import { operation } from '../rest/operation.js';

const zone = z
  .strictObject({
    name: zoneName,
    title: z.string().meta({ description: 'What visitors read as the name of the network.' }),
    interface: z.string(),
    login: z.array(z.string()).meta({ description: 'The ways to log in.' }),
    plan: planName.nullable(),
    durationSeconds: z.number(),
  })
  .meta({ id: 'Zone' });

const configuration = z
  .strictObject({
    file: z.string().meta({ description: 'What the file says, as YAML, without its secrets.' }),
    ruleset: z.string().meta({ description: 'The text for nft.' }),
    dhcp: z.string().meta({ description: 'The lines for dnsmasq, Kea and radvd.' }),
  })
  .meta({ id: 'Configuration' });

/** The zones of the configuration, and what the gateway makes of them. */
export function zoneOperations({ zones, gate, configurationText, rulesetText, dhcpLines }: AdminOptions) {
  return {
    listZones: operation({
      method: 'get',
      path: '/zones',
      summary: 'The zones of the configuration',
      scope: 'status:read',
      answer: z.array(zone),
      examples: {
        'one zone': {
          answer: [
            {
              ...{ name: 'guest', title: 'Café Example', interface: 'br-guest', login: ['click-through'] },
              ...{ plan: 'day-pass', durationSeconds: 86_400 },
            },
          ],
        },
      },
      async run() {
        return zones.map(({ name, title, interface: device, login }) => {
          const plan = gate.plans.get(name);
          return {
            name,
            title,
            interface: device,
            login: [...login],
            plan: plan?.name ?? null,
            durationSeconds: plan?.durationSeconds ?? 0,
          };
        });
      },
    }),

    getConfiguration: operation({
      method: 'get',
      path: '/configuration',
      summary:
        'The running configuration, and what it comes to: the rules of the firewall, the lines for DHCP',
      scope: 'configuration:read',
      answer: configuration,
      examples: {
        'of one zone': {
          answer: { file: 'zones: …', ruleset: 'table inet gate511 { … }', dhcp: '# dnsmasq.conf: …' },
        },
      },
      async run() {
        return { file: configurationText, ruleset: rulesetText(), dhcp: dhcpLines };
      },
    }),
  };
}
