import type { Context, Middleware } from 'koa';
import { authorise } from '../access/authorise.js';
import { refuseDenied, type Standing } from '../access/decide.js';
import { standingNow } from '../access/standing-now.js';
import type { Client } from '../client/client.js';
import { type OriginalUrl, parseOriginalUrl } from '../http/original-url.js';
import { durationText } from '../languages/amounts.js';
import type { Language } from '../languages/language.js';
import { deviceOf } from './device.js';
import { readForm } from './form.js';
import { seeOther, sendHtml } from './headers.js';
import { type PortalOptions, type PortalZone, zoneOf } from './options.js';

/** `GET /`: the login page of the client's zone; who is online already sees his status. */
export function loginPage(options: PortalOptions): Middleware {
  const { identify, gate } = options;
  return async (ctx) => {
    const client = identify(ctx.req.socket.remoteAddress);
    const standing = await standingNow(gate, client);
    const original = parseOriginalUrl(ctx.query.url);
    refuseDenied(standing, client);
    if (standing.state !== 'captive') return seeOther(ctx, statusPath(original));
    const language = options.looks.ofZone(client.zone).languageFor(ctx);
    await sendLoginPage(ctx, options, client, { original, notice: endedText(standing, language) });
  };
}

/** `POST /login`: asks the zone's method; when it accepts, the client is online before the answer is sent. */
export function login(options: PortalOptions): Middleware {
  const { identify, gate } = options;
  return async (ctx: Context) => {
    const client = identify(ctx.req.socket.remoteAddress);
    const form = await readForm(ctx, client, options);
    const original = parseOriginalUrl(form.get('url'));
    const { login: method } = zoneOf(options, client.zone);
    const verdict = await method.login(client, form);
    if (verdict.kind === 'reject') {
      ctx.status = 403;
      return sendLoginPage(ctx, options, client, { original, notice: verdict.reason });
    }
    const { kind: _, ...accepted } = verdict;
    await authorise(gate, client, { method: method.name, ...accepted });
    seeOther(ctx, statusPath(original));
  };
}

export interface LoginPageParts {
  readonly original: OriginalUrl | undefined;
  readonly notice: string | undefined;
  /** Whether the form for a code is open. */
  readonly isMoving?: boolean;
}

/** Answers with the login page of the client's zone. */
export async function sendLoginPage(
  ctx: Context,
  options: PortalOptions,
  client: Client,
  { original, notice, isMoving = false }: LoginPageParts,
): Promise<void> {
  const zone = zoneOf(options, client.zone);
  const views = options.looks.ofZone(client.zone);
  const language = views.languageFor(ctx);
  const html = views.render('login/click-through', language, {
    terms: termsOf(zone, language).split(/\n{2,}/),
    duration: durationText(language, zone.durationSeconds),
    device: await deviceOf(options, client),
    token: options.tokens.issue(client),
    notice,
    isMoving,
    original,
  });
  sendHtml(ctx, html);
}

/** The operator's terms in the visitor's language, else in the first that there is. */
function termsOf({ terms }: PortalZone, { tag, messages }: Language): string {
  if (typeof terms === 'string') return terms;
  return terms?.[tag] ?? Object.values(terms ?? {})[0] ?? messages.termsDefault;
}

function endedText(standing: Standing, language: Language): string | undefined {
  const ending = standing.state === 'captive' ? standing.ended?.ending : undefined;
  return ending && language.ended[ending.terminateCause];
}

export function statusPath(original: OriginalUrl | undefined): string {
  return original ? `/status?url=${encodeURIComponent(original.url)}` : '/status';
}
