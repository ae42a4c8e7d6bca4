// A program on one interface: puts frames onto it, or prints each frame that passes, in hexadecimal, until it is killed.
//   wire.js send DEVICE FRAME… | wire.js listen DEVICE
import { writeSync } from 'node:fs';
import { PacketSocket } from './packet-socket.js';

const [action, device = '', ...frames] = process.argv.slice(2);
const socket = new PacketSocket(device);

if (action === 'send') for (const frame of frames) socket.send(Buffer.from(frame, 'hex'));
else for (writeSync(1, 'listening\n'); ; ) writeSync(1, `${socket.next().toString('hex')}\n`);
