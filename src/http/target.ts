import type { IncomingMessage } from 'node:http';
import { type OriginalUrl, originalUrlOf } from './original-url.js';

/** What a request asked for: all that is ever looked at of an intercepted one, beside method and user agent. */
export interface Target {
  /** In lower case, without port; empty when the request named none. */
  readonly hostname: string;
  readonly port: string;
  readonly path: string;
  readonly url: OriginalUrl | undefined;
}

const nowhere: Target = { hostname: '', port: '', path: '/', url: undefined };

/** Understands `GET /path`, with a Host or without, and `GET http://host/path` as proxies are asked. */
export function targetOf({ url: asked = '/', headers: { host = '' } }: IncomingMessage): Target {
  const isPath = asked.startsWith('/');
  const isNamed = !isPath || URL.canParse(`http://${host}`);
  // Without a host the URL parser would take the first part of the path for one.
  const text = isPath ? `http://${isNamed ? host : 'host.invalid'}${asked}` : asked;
  if (!URL.canParse(text)) return nowhere;
  const url = new URL(text);
  const { hostname, port, pathname: path } = url;
  return isNamed ? { hostname, port, path, url: originalUrlOf(url) } : { ...nowhere, path };
}
