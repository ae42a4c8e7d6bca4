import type { Context } from 'koa';
import type { Client } from '../client/client.js';
import { PortalError } from '../errors.js';
import { readBody } from '../http/body.js';
import type { PortalOptions } from './options.js';

/** The fields of a form that this client's own page sent; throws when it came from elsewhere or is too old. */
export async function readForm(
  ctx: Context,
  client: Client,
  options: PortalOptions,
): Promise<URLSearchParams> {
  if (isFromElsewhere(ctx, options.url))
    throw new PortalError('foreign-origin', { detail: `the form was sent from ${ctx.get('Origin')}` });
  const form = new URLSearchParams(await readBody(ctx));
  if (!options.tokens.accepts(client, form.get('token') ?? ''))
    throw new PortalError('form-expired', { detail: 'the form has no token that is valid for this device' });
  return form;
}

/** What browsers say of themselves. Sign-in sheets send no Origin, or `null`: then the token decides alone. */
function isFromElsewhere(ctx: Context, portalUrl: string): boolean {
  const origin = ctx.get('Origin');
  const isForeign = origin !== '' && origin !== 'null' && origin !== new URL(portalUrl).origin;
  return isForeign || ctx.get('Sec-Fetch-Site') === 'cross-site';
}
