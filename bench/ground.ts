import { run } from '../src/system/run.js';
import { Program } from '../test/e2e/program.js';
import { enterNewNamespace, ip } from '../test/namespace.js';
import { gatewayAddress } from './line.js';

export const devices = 10_000;

/** Where the load comes from, and what it asks for: an address beyond the gateway, as a captive device would. */
export const client = {
  namespace: `g511-bench-${process.pid}`,
  mac: '02:00:00:ff:ff:01',
  address: '10.99.0.2',
};
export const target = 'http://192.0.2.80/index.htm';

const hex = (number: number) => number.toString(16).padStart(2, '0');

/** One of the devices that are neighbours and authorised before anything is measured. */
export const deviceMac = (number: number) => `02:00:00:00:${hex(number >> 8)}:${hex(number & 255)}`;
const deviceAddress = (number: number) => `10.99.${100 + (number >> 8)}.${number & 255}`;

/** Makes this thread the gateway, in a network namespace of its own, with a client behind a veth and many neighbours. */
export async function buildGround(): Promise<void> {
  await enterNewNamespace();
  await run('ip', ['netns', 'add', client.namespace]);
  await ip(`link add name br-guest type veth peer name eth0 address ${client.mac} netns ${client.namespace}`);
  await ip(`addr add ${gatewayAddress}/16 dev br-guest`);
  await ip('link set br-guest up');
  const wiring = [
    'link set lo up',
    `addr add ${client.address}/16 dev eth0`,
    'link set eth0 up',
    `route add default via ${gatewayAddress}`,
  ];
  await run('ip', ['-n', client.namespace, '-batch', '-'], wiring.join('\n'));
  await run('ip', ['netns', 'exec', client.namespace, 'nft', '-f', '-'], manyDevices);
  const known = Array.from(
    { length: devices },
    (_, number) =>
      `neigh replace ${deviceAddress(number)} lladdr ${deviceMac(number)} dev br-guest nud permanent`,
  );
  await run('ip', ['-batch', '-'], known.join('\n'));
}

/**
 * The load comes from one program, but no single device may open thousands of connections a second (`ct count` in the
 * ruleset): its connections leave with the MACs of 64 devices, by their source port.
 */
const manyDevices = `
table netdev spread {
	chain out {
		type filter hook egress device "eth0" priority 0; policy accept;
		ether saddr set jhash tcp sport mod 64 map { ${Array.from({ length: 64 }, (_, number) => `${number} : 02:00:00:fe:00:${hex(number)}`).join(', ')} }
	}
}
`;

export const clearGround = () => run('ip', ['netns', 'del', client.namespace]);

const atClient = (words: readonly string[]) => [
  'netns',
  'exec',
  client.namespace,
  'taskset',
  '-c',
  '1',
  ...words,
];

/** Runs a program where the load comes from, on the second core. */
export const runAtClient = (...words: string[]) => run('ip', atClient(words));

/** Starts one there that leaves the core to whoever measures. */
export const startAtClient = (...words: string[]) =>
  new Program('ip', atClient(['nice', '-n', '19', ...words]));
