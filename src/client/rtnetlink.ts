import {
  attribute,
  attributeHeaderLength,
  attributeIn,
  messageHeaderLength,
  question,
} from '../system/netlink-message.js';

const RTM_GETROUTE = 26;
const RTM_NEWNEIGH = 28;
const RTM_DELNEIGH = 29;
const RTM_GETNEIGH = 30;
const RTA_DST = 1;
const RTA_OIF = 4;
const NDA_DST = 1;
const NDA_LLADDR = 2;
const AF_UNSPEC = 0;
const AF_INET = 2;
const AF_BRIDGE = 7;
const AF_INET6 = 10;
const rtmsgLength = 12;
const ndmsgLength = 12;
const ndmsgIndexAt = 4;
/** NUD_REACHABLE, STALE, DELAY, PROBE, PERMANENT: the states in which the kernel vouches for the MAC. */
const usableStates = 0x02 | 0x04 | 0x08 | 0x10 | 0x80;

/** The groups that tell of neighbours, links, and of addresses, routes and rules of both families. */
export const neighbourChanges = 0x4 | 0x1 | 0x10 | 0x40 | 0x80 | 0x100 | 0x400 | 0x40000;

/** The octets of the address that a message of these groups is about, or what else it concerns. */
export function changeIn(type: number, body: Buffer): Buffer | 'every address' | 'none' {
  if (type !== RTM_NEWNEIGH && type !== RTM_DELNEIGH) return 'every address';
  if (body.readUInt8(0) === AF_BRIDGE) return 'none'; // which port of a bridge a MAC is behind
  return neighbourIn(body).octets ?? 'every address';
}

/** The question for the whole neighbour table. */
export const everyNeighbour = () => question(RTM_GETNEIGH, ndmsgFor(AF_UNSPEC, 0));

/** By which interface would the kernel send to the address? */
function routeQuestion(octets: Uint8Array): Buffer {
  const rtmsg = Buffer.alloc(rtmsgLength);
  rtmsg.writeUInt8(familyOf(octets), 0);
  rtmsg.writeUInt8(octets.length * 8, 1);
  return question(RTM_GETROUTE, rtmsg, attribute(RTA_DST, octets));
}

/** Who has the address at that interface? */
export function neighbourQuestion(index: number, octets: Uint8Array): Buffer {
  return question(RTM_GETNEIGH, ndmsgFor(familyOf(octets), index), attribute(NDA_DST, octets));
}

/** Both in one; made once for each family and filled in, since this is asked for every request. */
export function bothQuestions(index: number, octets: Uint8Array): Buffer {
  const { questions, neighbourAt } = octets.length === 4 ? bothFor4 : bothFor16;
  questions.set(octets, messageHeaderLength + rtmsgLength + attributeHeaderLength);
  questions.writeInt32LE(index, neighbourAt + messageHeaderLength + ndmsgIndexAt);
  questions.set(octets, neighbourAt + messageHeaderLength + ndmsgLength + attributeHeaderLength);
  return questions;
}

function both(octets: Uint8Array) {
  const route = routeQuestion(octets);
  return { questions: Buffer.concat([route, neighbourQuestion(0, octets)]), neighbourAt: route.length };
}

function ndmsgFor(family: number, index: number): Buffer {
  const ndmsg = Buffer.alloc(ndmsgLength);
  ndmsg.writeUInt8(family, 0);
  ndmsg.writeInt32LE(index, ndmsgIndexAt);
  return ndmsg;
}

/** What the kernel knows of one address on one interface. */
interface NeighbourAnswer {
  readonly index: number;
  readonly octets: Buffer | undefined;
  /** Undefined unless the kernel vouches for it. */
  readonly linkLayerOctets: Buffer | undefined;
}

export function neighbourIn(body: Buffer): NeighbourAnswer {
  const isUsable = (body.readUInt16LE(8) & usableStates) !== 0;
  return {
    index: body.readInt32LE(ndmsgIndexAt),
    octets: attributeIn(body, ndmsgLength, NDA_DST),
    linkLayerOctets: isUsable ? attributeIn(body, ndmsgLength, NDA_LLADDR) : undefined,
  };
}

export const outgoingIndexIn = (route: Buffer) => attributeIn(route, rtmsgLength, RTA_OIF)?.readInt32LE(0);

function familyOf({ length }: Uint8Array): number {
  return length === 4 ? AF_INET : AF_INET6;
}

const bothFor4 = both(new Uint8Array(4));
const bothFor16 = both(new Uint8Array(16));
