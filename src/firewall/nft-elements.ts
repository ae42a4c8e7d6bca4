import { constants } from 'node:os';
import { reasonOf } from '../errors.js';
import {
  aligned,
  attribute,
  attributeIn,
  Netlink,
  none,
  question,
  valueAt,
  valueEnd,
} from '../system/netlink.js';
import { inSteps } from '../system/steps.js';
import { table } from './ruleset.js';
import { firewallUnavailable } from './unavailable.js';

const NFNL_SUBSYS_NFTABLES = 10;
const NFT_MSG_GETSETELEM = 13;
const NFT_MSG_GETGEN = 16;
const NFPROTO_INET = 1;
const NFTA_SET_ELEM_LIST_TABLE = 1;
const NFTA_SET_ELEM_LIST_SET = 2;
const NFTA_SET_ELEM_LIST_ELEMENTS = 3;
const NFTA_LIST_ELEM = 1;
const NFTA_SET_ELEM_KEY = 1;
const NFTA_SET_ELEM_DATA = 2;
const NFTA_SET_ELEM_EXPIRATION = 5;
const NFTA_SET_ELEM_EXPR = 7;
const NFTA_SET_ELEM_OBJREF = 9;
const NFTA_DATA_VALUE = 1;
const NFTA_EXPR_DATA = 2;
const NFTA_COUNTER_BYTES = 1;
const NFTA_COUNTER_PACKETS = 2;
const NFTA_GEN_ID = 1;
const NFT_MSG_GETOBJ = 19;
const NFTA_OBJ_TABLE = 1;
const NFTA_OBJ_NAME = 2;
const NFTA_OBJ_TYPE = 3;
const NFTA_OBJ_DATA = 4;
const NFT_OBJECT_QUOTA = 2;
const NFTA_QUOTA_BYTES = 1;
const NFTA_QUOTA_CONSUMED = 4;
const nfgenmsgLength = 4;
/** Somebody else's or our own transaction may fall into the reading of a set; then it is read again. */
const attempts = 5;
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

/** A named quota: its limit, and what is used of it. */
export interface QuotaState {
  readonly name: string;
  readonly bytes: number;
  readonly usedBytes: number;
}

/**
 * The elements of our table's sets as the kernel has them, by nfnetlink (linux/netfilter/nf_tables.h): ten thousand take
 * a few milliseconds, where starting `nft -j` and reading its JSON takes a hundred.
 */
export class NftElements {
  #opened: Netlink | undefined;

  /** Undefined when there is no such set; rejects with `firewall-unavailable` when it cannot be read. */
  of(set: string): Promise<Element[] | undefined> {
    return this.#read(`the set ${set}`, elementsQuestion(set), elementsIn, messagesAtOnce);
  }

  /** One element; undefined when there is no such. */
  one(set: string, key: Uint8Array): Element | undefined {
    const wanted = attribute(NFTA_LIST_ELEM, attribute(NFTA_SET_ELEM_KEY, attribute(NFTA_DATA_VALUE, key)));
    const [answer] = this.#netlink.ask(elementsQuestion(set, attribute(NFTA_SET_ELEM_LIST_ELEMENTS, wanted)));
    return answer && elementsIn(answer)[0];
  }

  /** The quotas of our table, whoever uses them up; rejects with `firewall-unavailable` when they cannot be read. */
  async quotas(): Promise<QuotaState[]> {
    return (await this.#read('the quotas', quotasQuestion(), quotaIn)) ?? [];
  }

  /** A number that changes with every transaction of anybody's. */
  generation(): number | undefined {
    const [answer] = this.#netlink.ask(question(typeOf(NFT_MSG_GETGEN), nfgenmsg()));
    return answer && attributeIn(answer, nfgenmsgLength, NFTA_GEN_ID)?.readUInt32BE(0);
  }

  async #read<Item>(
    what: string,
    asked: Buffer,
    itemsIn: (message: Buffer) => Item[],
    step?: number,
  ): Promise<Item[] | undefined> {
    const messages = this.#dump(what, asked);
    const items: Item[] = [];
    for await (const some of inSteps(messages ?? [], step))
      for (const message of some) items.push(...itemsIn(message));
    return messages && items;
  }

  #dump(what: string, asked: Buffer): Buffer[] | undefined {
    try {
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        const bodies = this.#netlink.dump(asked);
        if (bodies) return bodies;
      }
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).errno === constants.errno.ENOENT) return undefined;
      throw firewallUnavailable(`${what} cannot be read: ${reasonOf(cause)}`, cause);
    }
    throw firewallUnavailable(`${what} changes faster than it can be read`);
  }

  close(): void {
    this.#opened?.close();
    this.#opened = undefined;
  }

  get #netlink(): Netlink {
    this.#opened ??= new Netlink('netfilter');
    return this.#opened;
  }
}

/** Reads one message of the kernel's; what has no key is passed over. It looks at places and copies nothing: there are many. */
export function elementsIn(body: Buffer): Element[] {
  const elements: Element[] = [];
  const list = valueAt(body, nfgenmsgLength, body.length, NFTA_SET_ELEM_LIST_ELEMENTS);
  if (list === none) return elements;
  const end = valueEnd(body, list);
  let at = valueAt(body, list, end, NFTA_LIST_ELEM);
  while (at !== none) {
    const next = valueEnd(body, at);
    const element = elementAt(body, at, next);
    if (element) elements.push(element);
    at = valueAt(body, aligned(next), end, NFTA_LIST_ELEM);
  }
  return elements;
}

function elementAt(body: Buffer, from: number, to: number): Element | undefined {
  const key = nestedIn(body, from, to, NFTA_SET_ELEM_KEY, NFTA_DATA_VALUE);
  if (key === none) return undefined;
  const data = nestedIn(body, from, to, NFTA_SET_ELEM_DATA, NFTA_DATA_VALUE);
  const object = valueAt(body, from, to, NFTA_SET_ELEM_OBJREF);
  const expiration = valueAt(body, from, to, NFTA_SET_ELEM_EXPIRATION);
  const counter = nestedIn(body, from, to, NFTA_SET_ELEM_EXPR, NFTA_EXPR_DATA);
  const counterEnd = counter === none ? none : valueEnd(body, counter);
  return {
    key: body.subarray(key, valueEnd(body, key)),
    data: data === none ? undefined : body.subarray(data, valueEnd(body, data)),
    object: object === none ? undefined : textAt(body, object),
    bytes: numberAt(body, valueAt(body, counter, counterEnd, NFTA_COUNTER_BYTES)),
    packets: numberAt(body, valueAt(body, counter, counterEnd, NFTA_COUNTER_PACKETS)),
    expiresMs: expiration === none ? undefined : numberAt(body, expiration),
  };
}

function nestedIn(body: Buffer, from: number, to: number, outer: number, inner: number): number {
  const at = valueAt(body, from, to, outer);
  return at === none ? none : valueAt(body, at, valueEnd(body, at), inner);
}

const textAt = (body: Buffer, at: number) => body.toString('latin1', at, valueEnd(body, at) - 1);

/** 64 bits in network order, 0 where there are none; beyond 2^53, nine petabytes, a counter loses its last digits. */
function numberAt(body: Buffer, at: number): number {
  if (at === none || valueEnd(body, at) - at !== 8) return 0;
  return body.readUInt32BE(at) * 2 ** 32 + body.readUInt32BE(at + 4);
}

/** A quota object; the other kinds of objects are passed over. */
function quotaIn(body: Buffer): QuotaState[] {
  const name = valueAt(body, nfgenmsgLength, body.length, NFTA_OBJ_NAME);
  const data = valueAt(body, nfgenmsgLength, body.length, NFTA_OBJ_DATA);
  if (name === none || data === none) return [];
  const end = valueEnd(body, data);
  return [
    {
      name: textAt(body, name),
      bytes: numberAt(body, valueAt(body, data, end, NFTA_QUOTA_BYTES)),
      usedBytes: numberAt(body, valueAt(body, data, end, NFTA_QUOTA_CONSUMED)),
    },
  ];
}

function quotasQuestion(): Buffer {
  return question(
    typeOf(NFT_MSG_GETOBJ),
    nfgenmsg(),
    attribute(NFTA_OBJ_TABLE, tableName),
    attribute(NFTA_OBJ_TYPE, Buffer.from([0, 0, 0, NFT_OBJECT_QUOTA])),
  );
}

function elementsQuestion(set: string, ...more: readonly Buffer[]): Buffer {
  return question(
    typeOf(NFT_MSG_GETSETELEM),
    nfgenmsg(),
    attribute(NFTA_SET_ELEM_LIST_TABLE, tableName),
    attribute(NFTA_SET_ELEM_LIST_SET, zeroTerminated(set)),
    ...more,
  );
}

const typeOf = (message: number) => (NFNL_SUBSYS_NFTABLES << 8) | message;
const nfgenmsg = () => Buffer.from([NFPROTO_INET, 0, 0, 0]);
const zeroTerminated = (text: string) => Buffer.from(`${text}\0`);
/** Without the family, which is in the message's own struct. */
const tableName = zeroTerminated(table.replace(/^inet /, ''));
