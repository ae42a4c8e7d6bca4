import { type MacAddress, macAddressFrom } from '../client/mac-address.js';
import { aligned, attribute, none, textAt, uint64At, valueAt, valueEnd } from '../system/netlink-message.js';
import * as nf from './nf-tables.js';
import { type Nfnetlink, nfgenmsgLength, nftQuestion, tableName, zeroTerminated } from './nfnetlink.js';

/** An element of a set, or of a map with what it leads to. */
export interface Element {
  /** Its key, where that is a client id. */
  readonly id: number | undefined;
  /** Its key, where that is a device's address: what is none cannot be a packet's source either, and means nothing. */
  readonly mac: MacAddress | undefined;
  /** The client id that it leads to. */
  readonly leadsTo: number | undefined;
  /** The name of the object that it leads to. */
  readonly object: string | undefined;
  /** Counted; in a set of rates, allowed in a second, since that attribute (NFTA_LIMIT_RATE) has the same number. */
  readonly bytes: number;
  readonly packets: number;
  /** Milliseconds to go; undefined for one that stays until it is taken out. */
  readonly expiresMs: number | undefined;
}

/**
 * Hands over the elements of a set of our table, in steps of a few milliseconds; false when there is no such set. Rejects
 * with `firewall-unavailable` when it cannot be read.
 */
export const readElements = (
  kernel: Nfnetlink,
  set: string,
  take: (element: Element) => void,
): Promise<boolean> =>
  kernel.read(`the set ${set}`, elementsQuestion(set), (message) => takeElements(message, take));

/** One element; undefined when there is no such. */
export function elementOf(kernel: Nfnetlink, set: string, key: Uint8Array): Element | undefined {
  const wanted = attribute(
    nf.NFTA_LIST_ELEM,
    attribute(nf.NFTA_SET_ELEM_KEY, attribute(nf.NFTA_DATA_VALUE, key)),
  );
  const answer = kernel.ask(elementsQuestion(set, attribute(nf.NFTA_SET_ELEM_LIST_ELEMENTS, wanted)));
  let found: Element | undefined;
  if (answer)
    takeElements(answer, (element) => {
      found ??= element;
    });
  return found;
}

/** Reads one message of the kernel's; what has no key is passed over. It looks at places and copies nothing: there are many. */
export function takeElements(body: Buffer, take: (element: Element) => void): void {
  const list = valueAt(body, nfgenmsgLength, body.length, nf.NFTA_SET_ELEM_LIST_ELEMENTS);
  if (list === none) return;
  const end = valueEnd(body, list);
  let at = valueAt(body, list, end, nf.NFTA_LIST_ELEM);
  while (at !== none) {
    const next = valueEnd(body, at);
    const element = elementAt(body, at, next);
    if (element) take(element);
    at = valueAt(body, aligned(next), end, nf.NFTA_LIST_ELEM);
  }
}

function elementAt(body: Buffer, from: number, to: number): Element | undefined {
  const key = nestedIn(body, from, to, nf.NFTA_SET_ELEM_KEY, nf.NFTA_DATA_VALUE);
  if (key === none) return undefined;
  const data = nestedIn(body, from, to, nf.NFTA_SET_ELEM_DATA, nf.NFTA_DATA_VALUE);
  const object = valueAt(body, from, to, nf.NFTA_SET_ELEM_OBJREF);
  const expiration = valueAt(body, from, to, nf.NFTA_SET_ELEM_EXPIRATION);
  const counter = nestedIn(body, from, to, nf.NFTA_SET_ELEM_EXPR, nf.NFTA_EXPR_DATA);
  const counterEnd = counter === none ? none : valueEnd(body, counter);
  return {
    id: idAt(body, key),
    mac: macAddressFrom(body, key, valueEnd(body, key)),
    leadsTo: data === none ? undefined : idAt(body, data),
    object: object === none ? undefined : textAt(body, object),
    bytes: uint64At(body, valueAt(body, counter, counterEnd, nf.NFTA_COUNTER_BYTES)),
    packets: uint64At(body, valueAt(body, counter, counterEnd, nf.NFTA_COUNTER_PACKETS)),
    expiresMs: expiration === none ? undefined : uint64At(body, expiration),
  };
}

/** An id as the kernel keeps connection marks; undefined for what is none. */
const idAt = (body: Buffer, at: number) =>
  valueEnd(body, at) - at === 4 ? body.readUInt32LE(at) : undefined;

function nestedIn(body: Buffer, from: number, to: number, outer: number, inner: number): number {
  const at = valueAt(body, from, to, outer);
  return at === none ? none : valueAt(body, at, valueEnd(body, at), inner);
}

function elementsQuestion(set: string, ...more: readonly Buffer[]): Buffer {
  return nftQuestion(
    nf.NFT_MSG_GETSETELEM,
    attribute(nf.NFTA_SET_ELEM_LIST_TABLE, tableName),
    attribute(nf.NFTA_SET_ELEM_LIST_SET, zeroTerminated(set)),
    ...more,
  );
}
