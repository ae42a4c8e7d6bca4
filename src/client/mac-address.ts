declare const brand: unique symbol;

/** An EUI-48 in lower case with colons, `02:00:00:00:00:01`; made by `parseMacAddress` only. */
export type MacAddress = string & { readonly [brand]: 'MacAddress' };

const forms = [
  /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i,
  /^[0-9a-f]{2}(-[0-9a-f]{2}){5}$/i,
  /^[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}$/i,
  /^[0-9a-f]{12}$/i,
];

/** Accepts `aa:bb:cc:dd:ee:ff`, `AA-BB-…`, `aabb.ccdd.eeff` and bare digits; undefined for all else, group addresses included. */
export function parseMacAddress(text: string): MacAddress | undefined {
  if (!forms.some((form) => form.test(text))) return undefined;
  return macAddressFrom(Buffer.from(text.replace(/[^0-9a-f]/gi, ''), 'hex'));
}

/** The six octets that the kernel keeps. */
export function octetsOf(mac: MacAddress): Buffer {
  const octets = Buffer.allocUnsafe(6);
  for (let at = 0; at < 6; at += 1) octets[at] = 16 * digitAt(mac, 3 * at) + digitAt(mac, 3 * at + 1);
  return octets;
}

/** A digit, or a letter, which is 39 places behind the digits. */
function digitAt(mac: MacAddress, place: number): number {
  const code = mac.charCodeAt(place) - 48;
  return code > 9 ? code - 39 : code;
}

/**
 * From the six octets that the kernel keeps, which are all there are or those between two places; undefined for group and
 * all-zero addresses, which no device has.
 */
export function macAddressFrom(octets: Uint8Array, from = 0, to = octets.length): MacAddress | undefined {
  if (to - from !== 6) return undefined;
  let isZero = true;
  for (let at = 0; at < 6; at += 1) {
    const octet = octets[from + at] ?? 0;
    if (at === 0 && (octet & 1) === 1) return undefined;
    if (octet !== 0) isZero = false;
    written[3 * at] = digits[octet >> 4] ?? 0;
    written[3 * at + 1] = digits[octet & 15] ?? 0;
  }
  return isZero ? undefined : (written.toString('latin1') as MacAddress);
}

const digits = Buffer.from('0123456789abcdef');
/** Filled in: a text that is put together of parts costs as much again wherever it is a key, and listings make thousands. */
const written = Buffer.from('00:00:00:00:00:00');

/** Whether the device made it up for itself (locally administered, IEEE 802 §8.2), as phones do for each network. */
export function isPrivate(mac: MacAddress): boolean {
  return (Number.parseInt(mac.slice(0, 2), 16) & 2) === 2;
}
