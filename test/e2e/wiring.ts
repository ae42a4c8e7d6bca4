import { gatewayIn, internet, uplink, type Zone, zones } from './addresses.js';
import type { Namespace } from './namespace.js';

/** Gateway and internet: a cable between them, bridges for the zones, and routes both ways. */
export async function wire(gateway: Namespace, outside: Namespace): Promise<void> {
  await gateway.set(['ipv4/ip_forward=1', 'ipv6/conf/all/forwarding=1']);
  await gateway.ip([
    `link add wan type veth peer name eth0 netns ${outside.name}`,
    ...carry('wan', uplink),
    ...(Object.keys(zones) as Zone[]).flatMap((zone, index) => [
      // With snooping and no querier, neighbour discovery may go unheard; without a MAC of its own a bridge takes its ports'.
      `link add ${zones[zone].bridge} address 02:67:61:74:65:0${index} type bridge mcast_snooping 0`,
      ...carry(zones[zone].bridge, gatewayIn(zone)),
    ]),
  ]);
  await outside.ip([
    ...carry('eth0', internet),
    `route add default via ${uplink.address4}`,
    `route add default via ${uplink.address6}`,
  ]);
}

/** A phone's link into a zone, which is a port that hears of no other port, as on a well-kept access point. */
export async function plugIn(gateway: Namespace, phone: Namespace, zone: Zone, port: string, mac: string) {
  await phone.ip([
    `link add eth0 address ${mac} type veth peer name ${port} netns ${gateway.name}`,
    'link set eth0 up',
  ]);
  await gateway.ip([
    `link set ${port} master ${zones[zone].bridge}`,
    `link set ${port} type bridge_slave isolated on`,
    `link set ${port} up`,
  ]);
}

interface Addresses {
  readonly address4: string;
  readonly address6: string;
}

/** ip(8) commands that give an interface its addresses. */
export function carry(device: string, { address4, address6 }: Addresses): string[] {
  return [
    `link set ${device} up`,
    `address add ${address4}/24 dev ${device}`,
    `address add ${address6}/64 dev ${device} nodad`,
  ];
}
