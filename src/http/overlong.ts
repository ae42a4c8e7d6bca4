import type { IncomingMessage } from 'node:http';

/** Browsers' are half as long. */
const longestWish = 500;
/** A name of the domain name system has 253 characters; percent-encoded it may be three times as long. */
const longestHost = 1_000;
const overlongHost = new RegExp(`^\\w+://[^/?#]{${longestHost + 1}}[^/?#]*`);

/**
 * Takes away from a request what no honest client says at such length, since to understand it costs the square of that, and
 * nobody else is answered meanwhile: half a second for 15 kB of quotes in `Accept`, ten milliseconds for a host of as many
 * foreign letters. Wishes may be disregarded (RFC 9110 §12.1), and a host that cannot be is none.
 */
export function disregardOverlong(request: IncomingMessage): void {
  const { headers, url = '' } = request;
  if (isLonger(headers.accept, longestWish)) delete headers.accept;
  if (isLonger(headers['accept-language'], longestWish)) delete headers['accept-language'];
  if (isLonger(headers.host, longestHost)) delete headers.host;
  if (url.length > longestHost) request.url = url.replace(overlongHost, '') || '/';
}

const isLonger = (text: string | undefined, longest: number) => text !== undefined && text.length > longest;
