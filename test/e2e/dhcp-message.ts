/** DHCP message types (RFC 2132 §9.6). */
export const type = { discover: 1, offer: 2, request: 3, ack: 5, release: 7 } as const;
/** Codes of options (RFC 2132 §9). */
export const option = { hostName: 12, requestedAddress: 50, type: 53, server: 54, end: 255 } as const;

export interface DhcpAnswer {
  readonly type: number;
  /** What the server calls `yiaddr`, in dotted form. */
  readonly address: string;
  /** The server's own address. */
  readonly server: string;
}

const transaction = 0x0511_0511;
const broadcastFlag = 0x8000;
const cookie = Buffer.from([99, 130, 83, 99]);
const headLength = 236;

/** A client's message (RFC 2131 §2); without an address of its own it asks for answers by broadcast. */
export function writeMessage(
  mac: string,
  messageType: number,
  addresses: ReadonlyMap<number, string> = new Map(),
  { ownAddress, hostName = '' }: { readonly ownAddress?: string; readonly hostName?: string } = {},
): Buffer {
  const head = Buffer.alloc(headLength);
  head.set([1, 1, 6, 0]); // BOOTREQUEST over Ethernet
  head.writeUInt32BE(transaction, 4);
  if (ownAddress === undefined) head.writeUInt16BE(broadcastFlag, 10);
  else head.set(octets(ownAddress), 12);
  head.set(Buffer.from(mac.replaceAll(':', ''), 'hex'), 28);
  const options = [...addresses].flatMap(([code, address]) => [code, 4, ...octets(address)]);
  const name = Buffer.from(hostName);
  const named = name.length > 0 ? [option.hostName, name.length, ...name] : [];
  return Buffer.concat([
    head,
    cookie,
    Buffer.from([option.type, 1, messageType, ...named, ...options, option.end]),
  ]);
}

/** A server's message. */
export function readMessage(message: Buffer): DhcpAnswer {
  const found = new Map<number, Buffer>();
  for (let at = headLength + cookie.length; at < message.length && message[at] !== option.end; ) {
    const [code = 0, length = 0] = message.subarray(at, at + 2);
    found.set(code, message.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return {
    type: found.get(option.type)?.[0] ?? 0,
    address: message.subarray(16, 20).join('.'),
    server: (found.get(option.server) ?? Buffer.alloc(4)).join('.'),
  };
}

const octets = (address: string) => address.split('.').map(Number);
