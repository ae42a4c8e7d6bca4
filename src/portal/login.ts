import type { Context, Middleware } from 'koa';
import { refuseDenied } from '../access/decide.js';
import { standingNow } from '../access/standing-now.js';
import { PortalError } from '../errors.js';
import { parseOriginalUrl } from '../http/original-url.js';
import { statusPath } from './answer.js';
import { askMethod } from './ask-method.js';
import { readForm } from './form.js';
import { seeOther } from './headers.js';
import { tellingFailure } from './login-failure.js';
import { sendLoginPage, visitOf } from './login-page.js';
import { type PortalOptions, wayOf, zoneOf } from './options.js';

/** `GET /`: the login page of the client's zone; who is online already sees his status. */
export function loginPage(options: PortalOptions): Middleware {
  const { identify, gate } = options;
  return async (ctx) => {
    const client = identify(ctx.req.socket);
    const standing = await standingNow(gate, client);
    const original = parseOriginalUrl(ctx.query.url);
    refuseDenied(standing, client);
    if (standing.state !== 'captive') return seeOther(ctx, statusPath(original));
    await sendLoginPage(ctx, options, client, { original, ended: standing.ended });
  };
}

/** `POST /login`: asks the method that the form names; where the zone has only one, it need not be named. */
export function login(options: PortalOptions): Middleware {
  const { identify, looks, gate } = options;
  return async (ctx: Context) => {
    const client = identify(ctx.req.socket);
    const form = await readForm(ctx, client, options);
    const original = parseOriginalUrl(form.get('url'));
    const zone = zoneOf(options, client.zone);
    const name = form.get('method') ?? zone.ways[0]?.method.name;
    const way = wayOf(zone, name);
    if (!way) throw new PortalError('bad-request', { detail: 'the zone has no such login method' });
    const visit = visitOf(ctx, client, looks.ofZone(client.zone).languageFor(ctx));
    const asked = { way, visit, form, original };
    await tellingFailure(gate, client, way.method.name, () =>
      askMethod(ctx, options, asked, () => way.method.login({ ...visit, form })),
    );
  };
}
