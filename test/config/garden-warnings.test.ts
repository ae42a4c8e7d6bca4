import test from 'ava';
import { parseIpAddress } from '../../src/client/ip-address.js';
import { gardenWarnings } from '../../src/config/garden-warnings.js';
import type { Answer } from '../../src/garden/dns-look-up.js';
import { parse, sample } from './sample.js';

const known: Readonly<Record<string, readonly string[]>> = {
  'menu.example': ['192.0.2.1'],
  'inside.example': ['10.0.0.1', 'fd00::1'],
  'both.example': ['10.0.0.1', '192.0.2.1'],
  'nowhere.example': [],
};

async function lookUp(name: string): Promise<readonly Answer[]> {
  const addresses = known[name];
  if (addresses === undefined) throw new Error(`queryA ETIMEOUT ${name}`);
  return addresses.map((text) => ({ address: parseIpAddress(text) as Answer['address'], ttlSeconds: 60 }));
}

test('an operator is warned of each name in a garden that leads nowhere, with its path and what to do', async (t) => {
  const garden = [
    'menu.example',
    'nowhere.example',
    'inside.example:443',
    '*.below.example',
    '10.0.0.1',
    'both.example',
    'late.example',
  ];
  const config = parse({
    ...sample,
    'garden-names': 'dnsmasq',
    zones: { guest: { ...sample.zones.guest, garden } },
  });
  t.deepEqual(await gardenWarnings(config, lookUp), [
    'zones.guest.garden.1: nowhere.example does not resolve: correct the name, or take it out',
    'zones.guest.garden.2: inside.example resolves to 10.0.0.1, fd00::1, and a name opens public addresses only: write the address in its place',
    'zones.guest.garden.6: late.example cannot be resolved (queryA ETIMEOUT late.example): see to the name servers in /etc/resolv.conf',
  ]);
});
