import type { IncomingMessage } from 'node:http';
import { type OriginalUrl, originalUrlOf } from '../http/original-url.js';

/** What an intercepted request asked for: all that is ever looked at of it, beside method and user agent. */
export interface Target {
  /** In lower case, without port; empty when the request named none. */
  readonly hostname: string;
  readonly port: string;
  readonly path: string;
  readonly url: OriginalUrl | undefined;
}

/** Understands `GET /path` with a Host, and `GET http://host/path` as proxies are asked. */
export function targetOf(request: IncomingMessage): Target {
  const { url: requested = '/', headers } = request;
  const absolute = requested.startsWith('/') ? `http://${headers.host ?? ''}${requested}` : requested;
  if (!URL.canParse(absolute)) return { hostname: '', port: '', path: '/', url: undefined };
  const url = new URL(absolute);
  return { hostname: url.hostname, port: url.port, path: url.pathname, url: originalUrlOf(url) };
}
