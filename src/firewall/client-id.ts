/** A client id is the mark of the client's connections: the zone's number above, a serial number below. */
const serialBits = 26;
const serials = 2 ** serialBits - 1;
const zones = 63;

/** Where the serial numbers of a new table begin, at random: below, so that there are 33 million to come. */
export const firstSerials = 2 ** (serialBits - 1);

/** The number in the ids of the zone at that place in the configuration; 0 is for marks that are no client's. */
export const zoneNumber = (index: number) => 1 + (index % zones);

/** Serial numbers beyond the last begin anew. */
export const clientId = (number: number, serial: number) =>
  number * 2 ** serialBits + 1 + ((serial - 1) % serials);

export const serialOf = (id: number) => id % 2 ** serialBits;

/** An id as the kernel keeps connection marks: in the machine's order, which is little-endian (see `Netlink`). */
export function markOf(id: number): Buffer {
  const mark = Buffer.allocUnsafe(4);
  mark.writeUInt32LE(id);
  return mark;
}

/** What a connection mark has of all ids of a zone, as nft's `ct mark & mask == mark`. */
export const zoneMark = (number: number) => hexadecimal(number * 2 ** serialBits);
export const zoneMask = hexadecimal(zones * 2 ** serialBits);

function hexadecimal(mark: number): string {
  return `0x${mark.toString(16).padStart(8, '0')}`;
}
