// Sends 64-byte frames of UDP as fast as one core can, for so many milliseconds; prints how many were sent.
import koffi from 'koffi';
import { errnoError } from '../src/system/libc.js';
import { packetSocket } from '../test/attack/packet-socket.js';
import { frame, packet, udp } from '../test/attack/packets.js';
import { addressOf, device, floodPort, macOf, server } from './line.js';

const [gatewayMac = '', clients = '1', milliseconds = '1000'] = process.argv.slice(2);
const flows = 64;
const mmsghdrBytes = 64;
const SOL_PACKET = 263;
const PACKET_QDISC_BYPASS = 20;

const library = koffi.load(null);
const sendmmsg = library.func('int sendmmsg(int, void *, unsigned int, int)');
const setsockopt = library.func('int setsockopt(int, int, int, void *, unsigned int)');

/** One frame for each flow; they come from clients spread evenly over all there are. */
const frames = Array.from({ length: flows }, (_, flow) => {
  const client = Math.floor((flow * Number(clients)) / flows);
  const way = { from: addressOf(client), to: server };
  // 60 bytes and a checksum of four that is the link's: 18 are left for the text.
  const datagram = udp(way, floodPort, 'x'.repeat(18));
  datagram.bytes.writeUInt16BE(10_000 + flow, 0);
  datagram.bytes.writeUInt16BE(0, 6);
  return frame({ from: macOf(client), to: gatewayMac }, packet(way, datagram));
});

// struct mmsghdr and iovec of 64-bit Linux.
const vectors = Buffer.alloc(flows * 16);
const headers = Buffer.alloc(flows * mmsghdrBytes);
for (const [index, each] of frames.entries()) {
  vectors.writeBigUInt64LE(koffi.address(each), index * 16);
  vectors.writeBigUInt64LE(BigInt(each.length), index * 16 + 8);
  headers.writeBigUInt64LE(koffi.address(vectors) + BigInt(index * 16), index * mmsghdrBytes + 16);
  headers.writeBigUInt64LE(1n, index * mmsghdrBytes + 24);
}

const socket = packetSocket(device);
if (setsockopt(socket, SOL_PACKET, PACKET_QDISC_BYPASS, Buffer.from([1, 0, 0, 0]), 4) < 0)
  throw errnoError('setsockopt');
const until = performance.now() + Number(milliseconds);
let sent = 0;
while (performance.now() < until) {
  const count = sendmmsg(socket, headers, flows, 0) as number;
  if (count < 0) throw errnoError('sendmmsg');
  sent += count;
}
process.stdout.write(`${sent}\n`);
