import { run } from '../../src/system/run.js';
import type { Device } from '../crash/devices.js';
import { enterNewNamespace, ip } from '../namespace.js';

/** Of the gateway in the zone, and of a host beyond it that nobody reaches without a login. */
export const gatewayAddress = '10.98.0.1';
export const beyond = '192.0.2.80';

const octet = (number: number) => number.toString(16).padStart(2, '0');

/** Devices with an address and a MAC of their own each. */
export const guests = (count: number): readonly Device[] =>
  Array.from({ length: count }, (_, number) => ({
    address: `10.98.${1 + Math.floor(number / 250)}.${1 + (number % 250)}`,
    mac: `02:00:00:98:${octet(1 + Math.floor(number / 250))}:${octet(number % 250)}`,
    way: 'login',
  }));

/**
 * Makes this thread the guests' side of a zone and gives a namespace for the gateway. All guests share one link: frames
 * get the MAC of the guest whose address they come from, and those to any guest are taken.
 */
export async function buildZone(devices: readonly Device[]): Promise<string> {
  const gateway = `g511-soak-${process.pid}`;
  await run('ip', ['netns', 'add', gateway]);
  await enterNewNamespace();
  await ip(`link add name eth0 type veth peer name br-guest netns ${gateway}`);
  const addresses = devices.map(({ address }) => `addr add ${address}/16 dev eth0`);
  await batch([...addresses, 'link set eth0 up', `route add default via ${gatewayAddress}`]);
  await run('nft', ['-f', '-'], ownMacs(devices));
  const neighbours = devices.flatMap(({ address, mac }, number) => [
    `neigh replace ${address} lladdr ${mac} dev br-guest nud permanent`,
    ...[1, 2, 3].map(
      (each) => `neigh replace fd98::${each}:${octet(number)} lladdr ${mac} dev br-guest nud permanent`,
    ),
  ]);
  await batch(
    ['link set lo up', `addr add ${gatewayAddress}/16 dev br-guest`, 'link set br-guest up', ...neighbours],
    gateway,
  );
  return gateway;
}

const batch = (commands: readonly string[], namespace?: string) =>
  run('ip', [...(namespace === undefined ? [] : ['-n', namespace]), '-batch', '-'], commands.join('\n'));

const ownMacs = (devices: readonly Device[]) => `table netdev guests {
	chain out {
		type filter hook egress device "eth0" priority 0; policy accept;
		ether saddr set ip saddr map { ${devices.map(({ address, mac }) => `${address} : ${mac}`).join(', ')} }
	}
	chain in {
		type filter hook ingress device "eth0" priority 0; policy accept;
		meta pkttype set host
	}
}
`;
