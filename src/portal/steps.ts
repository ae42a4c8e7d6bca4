import type { RouterMiddleware } from '@koa/router';
import { refuseDenied } from '../access/decide.js';
import { standingNow } from '../access/standing-now.js';
import { PortalError } from '../errors.js';
import { parseOriginalUrl } from '../http/original-url.js';
import { giveAnswer } from './answer.js';
import { askMethod } from './ask-method.js';
import { readForm } from './form.js';
import { tellingFailure } from './login-failure.js';
import { visitOf } from './login-page.js';
import { type PortalOptions, wayOf, zoneOf } from './options.js';

/** `GET` and `POST /login/:method/:step`: what a method needs beside the login page. */
export function step(options: PortalOptions): RouterMiddleware {
  const { identify, gate, looks } = options;
  return async (ctx) => {
    const client = identify(ctx.req.socket);
    const { method = '', step: name = '' } = ctx.params;
    const way = wayOf(zoneOf(options, client.zone), method);
    const { steps = {} } = way?.method ?? {};
    const take = Object.hasOwn(steps, name) ? steps[name] : undefined;
    if (!way || !take) throw new PortalError('not-found', { detail: 'the zone has no such step' });
    const form = ctx.method === 'POST' ? await readForm(ctx, client, options) : undefined;
    const standing = await standingNow(gate, client);
    refuseDenied(standing, client);
    const visit = visitOf(ctx, client, looks.ofZone(client.zone).languageFor(ctx));
    const query = new URLSearchParams(ctx.querystring);
    const original = parseOriginalUrl(form?.get('url') ?? query.get('url'));
    const asked = { way, visit, form: form ?? new URLSearchParams(), original };
    await tellingFailure(gate, client, method, async () => {
      if (form) return askMethod(ctx, options, asked, () => take({ ...visit, standing, query, form }));
      return giveAnswer(ctx, options, asked, await take({ ...visit, standing, query }));
    });
  };
}
