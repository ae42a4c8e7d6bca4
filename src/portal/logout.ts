import type { Middleware } from 'koa';
import { revoke } from '../access/revoke.js';
import { readForm } from './form.js';
import { seeOther } from './headers.js';
import type { PortalOptions } from './options.js';

/** `POST /logout`: ends the authorisation and what it kept open; the login page says so. */
export function logout(options: PortalOptions): Middleware {
  const { identify, gate } = options;
  return async (ctx) => {
    const client = identify(ctx.req.socket.remoteAddress);
    await readForm(ctx, client, options);
    await revoke(gate, client, 'User-Request');
    seeOther(ctx, '/');
  };
}
