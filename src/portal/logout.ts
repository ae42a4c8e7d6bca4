import type { Middleware } from 'koa';
import { fellowsOf } from '../access/fellows.js';
import { revoke } from '../access/revoke.js';
import { standingNow } from '../access/standing-now.js';
import { type Client, keyOf } from '../client/client.js';
import { readForm } from './form.js';
import { seeOther } from './headers.js';
import type { PortalOptions } from './options.js';

/**
 * `POST /logout`: ends the authorisation and what it kept open; the login page says so. With `device` that of another
 * device of the same user: any other key names nobody.
 */
export function logout(options: PortalOptions): Middleware {
  const { identify, gate } = options;
  return async (ctx) => {
    const client = identify(ctx.req.socket);
    const form = await readForm(ctx, client, options);
    const device = form.get('device');
    const whom = device === null ? client : await fellowOf(options, client, device);
    if (whom) await revoke(gate, whom, 'User-Request');
    seeOther(ctx, device === null ? '/' : '/status');
  };
}

async function fellowOf({ gate }: PortalOptions, client: Client, key: string): Promise<Client | undefined> {
  const standing = await standingNow(gate, client);
  if (standing.state !== 'authorised') return undefined;
  return (await fellowsOf(gate, standing.authorisation)).find((each) => keyOf(each) === key);
}
