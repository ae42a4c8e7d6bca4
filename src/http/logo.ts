import type { Context } from 'koa';
import type { Looks } from './looks.js';

/** An SVG may hold scripts: opened by itself it is a document without any, of no origin; in a page it is a picture. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
const yearSeconds = 365 * 86_400;

/** `GET /logo/…`: the logos of all zones. A path is of one content for good, so browsers need ask only once. */
export function logo(looks: Looks): (ctx: Context) => void {
  const logos = new Map(looks.all().flatMap((views) => (views.logo ? [[views.logo.path, views.logo]] : [])));
  return (ctx) => {
    const found = logos.get(ctx.path);
    if (!found) return; // 404
    ctx.set('Content-Security-Policy', policy);
    ctx.set('Cache-Control', `public, max-age=${yearSeconds}, immutable`);
    ctx.type = found.type;
    ctx.body = found.content;
  };
}
