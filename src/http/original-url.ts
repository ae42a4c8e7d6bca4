/** Where the visitor wanted to go before the login page came between. */
export interface OriginalUrl {
  /** http or https, with what is special percent-encoded; at most 2,000 characters. */
  readonly url: string;
  /** For showing: as the URL parser gives it, so Punycode where the name is not ASCII. */
  readonly host: string;
}

const longest = 2_000;

/** A URL from anybody's hands; undefined unless it is a plain http or https one of bounded length. */
export function parseOriginalUrl(text: unknown): OriginalUrl | undefined {
  if (typeof text !== 'string' || text.length > longest || !URL.canParse(text)) return undefined;
  return originalUrlOf(new URL(text));
}

/** The same for one that is parsed already. */
export function originalUrlOf({ protocol, username, password, host, href }: URL): OriginalUrl | undefined {
  const isPlain = /^https?:$/.test(protocol) && username === '' && password === '';
  const isHost = /^[\w.:[\]-]+$/.test(host); // the parser lets quotes and braces stand in one
  return isPlain && isHost && href.length <= longest ? { url: href, host } : undefined;
}
