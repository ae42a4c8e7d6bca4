// A name server that gives every name the same addresses, and fails for one kind of record until it hears SIGUSR1.
// Arguments: port, the record that fails, time to live in seconds, IPv4 address, IPv6 address.
import assert from 'node:assert';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { octetsOf } from '../../src/client/ip-address.js';
import { address } from '../clients.js';

const [port, failing, ttlSeconds, address4, address6] = process.argv.slice(2);
assert(port && failing && ttlSeconds && address4 && address6);

const records = new Map([
  [1, { name: 'A', octets: octetsOf(address(address4)) }],
  [28, { name: 'AAAA', octets: octetsOf(address(address6)) }],
]);
const headLength = 12;
/** A response (RFC 1035 §4.1.1) to what desires recursion, which is available. */
const flags = 0x8180;
const serverFailure = 2;
let isWhole = false;

function answerTo(query: Buffer): Buffer {
  const end = query.indexOf(0, headLength) + 5; // behind the name: its end, type and class
  const question = query.subarray(headLength, end);
  const asked = records.get(question.readUInt16BE(question.length - 4));
  const isFailing = !isWhole && asked?.name === failing;
  const answer = asked === undefined || isFailing ? [] : [recordOf(question, asked.octets)];
  const head = Buffer.alloc(headLength);
  head.writeUInt16BE(query.readUInt16BE(0), 0);
  head.writeUInt16BE(isFailing ? flags | serverFailure : flags, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(answer.length, 6);
  return Buffer.concat([head, question, ...answer]);
}

/** Name, type and class are the question's. */
function recordOf(question: Buffer, octets: Buffer): Buffer {
  const tail = Buffer.alloc(6);
  tail.writeUInt32BE(Number(ttlSeconds), 0);
  tail.writeUInt16BE(octets.length, 4);
  return Buffer.concat([question, tail, octets]);
}

process.once('SIGUSR1', () => {
  isWhole = true;
});
const socket = createSocket('udp4');
socket.on('message', (query, from) => socket.send(answerTo(query), from.port, from.address));
socket.bind(Number(port));
await once(socket, 'listening');
process.stdout.write('ready\n');
