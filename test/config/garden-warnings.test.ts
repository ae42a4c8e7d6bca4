import test from 'ava';
import { gardenWarnings } from '../../src/config/garden-warnings.js';
import type { Found } from '../../src/garden/dns-look-up.js';
import { address } from '../clients.js';
import { parse, sample } from './sample.js';

const known: Readonly<Record<string, readonly string[]>> = {
  'menu.example': ['192.0.2.1'],
  'inside.example': ['10.0.0.1', 'fd00::1'],
  'both.example': ['10.0.0.1', '192.0.2.1'],
  'half.example': ['192.0.2.2'],
};

async function lookUp(name: string): Promise<Found> {
  const failures = (['A', 'AAAA'] as const)
    .filter((record) => name === 'late.example' || (name === 'half.example' && record === 'AAAA'))
    .map((record) => ({ record, reason: 'no name server answers' }));
  const answers = (known[name] ?? []).map((text) => ({ address: address(text), ttlSeconds: 60 }));
  return { answers, failures };
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
    'half.example',
  ];
  const config = parse({
    ...sample,
    'garden-names': 'dnsmasq',
    zones: { guest: { ...sample.zones.guest, garden } },
  });
  t.deepEqual(await gardenWarnings(config, lookUp), [
    'zones.guest.garden.1: nowhere.example does not resolve: correct the name, or take it out',
    'zones.guest.garden.2: inside.example resolves to 10.0.0.1, fd00::1, and a name opens public addresses only: write the address in its place',
    'zones.guest.garden.6: late.example cannot be resolved (no name server answers): see to the name servers in /etc/resolv.conf',
    'zones.guest.garden.7: half.example may have AAAA records that cannot be found out (no name server answers): see to the name servers in /etc/resolv.conf',
  ]);
});
