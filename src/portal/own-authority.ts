import type { Context, Middleware } from 'koa';
import { PortalError } from '../errors.js';
import { redirect } from './headers.js';

/**
 * Answers under the portal's own name only. Who opens it by address or by another name is sent to the right one; so no
 * foreign name that resolves to this gateway (DNS rebinding) shares an origin with our forms.
 */
export function ownAuthority(portalUrl: string): Middleware {
  const own = new URL(portalUrl);
  return async (ctx, next) => {
    const path = URL.canParse(ctx.url, portalUrl) ? pathOf(ctx) : undefined;
    if (!path) throw new PortalError('bad-request', { detail: 'not a URL' });
    const asked = `${own.protocol}//${ctx.host}`;
    if (URL.canParse(asked) && new URL(asked).host === own.host) return next();
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') throw new PortalError('misdirected-request');
    redirect(ctx, 302, new URL(`${portalUrl}${path.slice(1)}`).href); // percent-encodes
  };
}

/** Koa asks Node's old parser, which takes `//user@host` for an authority without a path and throws at `http://%@host`. */
function pathOf(ctx: Context): string | undefined {
  try {
    return ctx.path;
  } catch {
    return undefined;
  }
}
