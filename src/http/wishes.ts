import type { IncomingMessage } from 'node:http';
import Koa, { type Request } from 'koa';

/** What a request wants: the best of some types or languages for it, false where none will do (RFC 9110 §12.5). */
export type Wishes = Pick<Request, 'accepts' | 'acceptsLanguages'>;

const { request: shape } = new Koa();

/** By Koa's reading of the Accept headers, for servers that do without Koa. */
export function wishesOf(req: IncomingMessage): Wishes {
  return Object.assign(Object.create(shape) as Request, { req });
}
