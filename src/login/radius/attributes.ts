import radius from 'radius';
import { codes, headerLength, type Packet, packetOf } from './packet.js';
import { vendorAttributesIn } from './vendor-attributes.js';

/** A name of the dictionary and what the attribute says; integers that have names are also taken by name. */
export type Attribute = readonly [name: string, value: string | number | Date | Buffer];

const vendorSpecific = 26;

/** The octets of attributes, in this order. Throws for what no attribute can say. */
export function encodeAttributes(attributes: readonly Attribute[]): Buffer {
  // Signing is ours, so the package's own secret is of no effect; it wants one all the same.
  const packet = radius.encode({
    code: 'Access-Request',
    secret: '',
    attributes: attributes.map((attribute) => [...attribute]),
    add_message_authenticator: false,
  });
  return packet.subarray(headerLength);
}

/** What a packet says, by names. */
export class Attributes {
  readonly #values = new Map<string, unknown[]>();

  /** Throws for a value that its attribute cannot have. */
  constructor({ attributes }: Packet) {
    const standard = attributes.filter(({ type }) => type !== vendorSpecific);
    const octets = standard.map(({ type, value }) => Buffer.from([type, value.length + 2, ...value]));
    const plain = packetOf(codes.accessAccept, 0, Buffer.alloc(16), Buffer.concat(octets));
    const decoded = radius.decode_without_secret({ packet: plain }).attributes as Record<string, unknown>;
    for (const [name, value] of Object.entries(decoded)) this.#values.set(name, [value].flat());
    for (const each of attributes.filter(({ type }) => type === vendorSpecific))
      for (const [name, value] of vendorAttributesIn(each)) this.#values.set(name, [value]);
  }

  get names(): string[] {
    return [...this.#values.keys()];
  }

  /** A text, or the name of an integer that has one. */
  text(name: string): string | undefined {
    return this.texts(name)[0];
  }

  texts(name: string): string[] {
    return this.#all(name).filter((value) => typeof value === 'string');
  }

  number(name: string): number | undefined {
    return this.#all(name).find((value) => typeof value === 'number');
  }

  octets(name: string): Buffer[] {
    return this.#all(name).filter((value) => Buffer.isBuffer(value));
  }

  /** Epoch milliseconds. */
  time(name: string): number | undefined {
    return this.#all(name)
      .find((value) => value instanceof Date)
      ?.getTime();
  }

  #all(name: string): unknown[] {
    return this.#values.get(name) ?? [];
  }
}
