import { frame, hex, icmp, octets, packet } from './packets.js';

/** Who says of himself that an address is his. */
export interface Claim {
  readonly mac: string;
  readonly address: string;
  /** Whom he tells: the gateway's MAC, and its address in that family. */
  readonly to: { readonly mac: string; readonly address: string };
}

const macBytes = (mac: string) => hex(mac.replaceAll(':', ''));

/** An ARP answer that nobody asked for (RFC 826). */
export function gratuitousArp({ mac, address, to }: Claim): Buffer {
  const ethernet = [macBytes(to.mac), macBytes(mac), hex('0806')];
  const sender = [macBytes(mac), octets(address)];
  const target = [macBytes(to.mac), octets(to.address)];
  return Buffer.concat([...ethernet, hex('0001 0800 06 04 0002'), ...sender, ...target]);
}

/** An advertisement that nobody asked for, to be taken in the place of what is known (RFC 4861 §4.4), from an own address. */
export function advertisement({ mac, address, to }: Claim, from: string): Buffer {
  const body = [hex('20000000'), octets(address), hex('02 01'), macBytes(mac)];
  return discovery({ mac, to }, from, '8800', body);
}

/** A question for the gateway from an address, with the MAC that is said to have it (RFC 4861 §4.3). */
export function solicitation({ mac, address, to }: Claim): Buffer {
  const body = [hex('00000000'), octets(to.address), hex('01 01'), macBytes(mac)];
  return discovery({ mac, to }, address, '8700', body);
}

function discovery(
  { mac, to }: Pick<Claim, 'mac' | 'to'>,
  from: string,
  head: string,
  body: readonly Buffer[],
): Buffer {
  const way = { from, to: to.address };
  const message = packet(way, icmp(way, { v4: '', v6: head }, Buffer.concat(body)));
  message.writeUInt8(255, 7); // hops; what came through a router does not count (RFC 4861 §7.1)
  return frame({ from: mac, to: to.mac }, message);
}
