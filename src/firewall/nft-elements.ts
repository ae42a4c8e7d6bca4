import { aligned, attribute, none, textAt, uint64At, valueAt, valueEnd } from '../system/netlink-message.js';
import * as nf from './nf-tables.js';
import { type Nfnetlink, nfgenmsgLength, nftQuestion, tableName, zeroTerminated } from './nfnetlink.js';

/** A message is up to 32 KiB, some two hundred elements. */
const messagesAtOnce = 5;

/** An element of a set, or of a map with what it leads to. */
export interface Element {
  readonly key: Buffer;
  readonly data: Buffer | undefined;
  /** The name of the object that it leads to. */
  readonly object: string | undefined;
  /** Counted; in a set of rates, allowed in a second, since that attribute (NFTA_LIMIT_RATE) has the same number. */
  readonly bytes: number;
  readonly packets: number;
  /** Milliseconds to go; undefined for one that stays until it is taken out. */
  readonly expiresMs: number | undefined;
}

/**
 * The elements of a set of our table; ten thousand take a few milliseconds. Undefined when there is no such set; rejects
 * with `firewall-unavailable` when it cannot be read.
 */
export const elementsOf = (kernel: Nfnetlink, set: string): Promise<Element[] | undefined> =>
  kernel.read(`the set ${set}`, elementsQuestion(set), elementsIn, messagesAtOnce);

/** One element; undefined when there is no such. */
export function elementOf(kernel: Nfnetlink, set: string, key: Uint8Array): Element | undefined {
  const wanted = attribute(
    nf.NFTA_LIST_ELEM,
    attribute(nf.NFTA_SET_ELEM_KEY, attribute(nf.NFTA_DATA_VALUE, key)),
  );
  const answer = kernel.ask(elementsQuestion(set, attribute(nf.NFTA_SET_ELEM_LIST_ELEMENTS, wanted)));
  return answer && elementsIn(answer)[0];
}

/** Reads one message of the kernel's; what has no key is passed over. It looks at places and copies nothing: there are many. */
export function elementsIn(body: Buffer): Element[] {
  const elements: Element[] = [];
  const list = valueAt(body, nfgenmsgLength, body.length, nf.NFTA_SET_ELEM_LIST_ELEMENTS);
  if (list === none) return elements;
  const end = valueEnd(body, list);
  let at = valueAt(body, list, end, nf.NFTA_LIST_ELEM);
  while (at !== none) {
    const next = valueEnd(body, at);
    const element = elementAt(body, at, next);
    if (element) elements.push(element);
    at = valueAt(body, aligned(next), end, nf.NFTA_LIST_ELEM);
  }
  return elements;
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
    key: body.subarray(key, valueEnd(body, key)),
    data: data === none ? undefined : body.subarray(data, valueEnd(body, data)),
    object: object === none ? undefined : textAt(body, object),
    bytes: uint64At(body, valueAt(body, counter, counterEnd, nf.NFTA_COUNTER_BYTES)),
    packets: uint64At(body, valueAt(body, counter, counterEnd, nf.NFTA_COUNTER_PACKETS)),
    expiresMs: expiration === none ? undefined : uint64At(body, expiration),
  };
}

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
