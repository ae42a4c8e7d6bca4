declare const brand: unique symbol;

/** Names one network of guests; short and plain, since it becomes part of nftables names. */
export type ZoneName = string & { readonly [brand]: 'ZoneName' };

export function parseZoneName(text: string): ZoneName | undefined {
  return /^[a-z][a-z0-9-]{0,14}$/.test(text) ? (text as ZoneName) : undefined;
}
