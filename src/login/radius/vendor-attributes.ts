import { attributesIn, type RawAttribute } from './packet.js';

/** Those of two vendors, all of them integers, by the vendor's number and the attribute's own. */
const known: Readonly<Record<number, Readonly<Record<number, string>>>> = {
  14122: { 7: 'WISPr-Bandwidth-Max-Up', 8: 'WISPr-Bandwidth-Max-Down' },
  14559: {
    1: 'ChilliSpot-Max-Input-Octets',
    2: 'ChilliSpot-Max-Output-Octets',
    3: 'ChilliSpot-Max-Total-Octets',
    21: 'ChilliSpot-Max-Input-Gigawords',
    22: 'ChilliSpot-Max-Output-Gigawords',
    23: 'ChilliSpot-Max-Total-Gigawords',
  },
};

/** What a Vendor-Specific attribute (RFC 2865 §5.26) says; vendors that we do not know may have forms of their own. */
export function vendorAttributesIn({ value }: RawAttribute): [name: string, value: number][] {
  const names = value.length > 4 ? known[value.readUInt32BE(0)] : undefined;
  return ((names && attributesIn(value.subarray(4))) ?? []).flatMap(({ type, value: inner }) => {
    const name = names?.[type];
    return name !== undefined && inner.length === 4 ? [[name, inner.readUInt32BE(0)]] : [];
  });
}
