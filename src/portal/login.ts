import type { Context, Middleware } from 'koa';
import { authorise } from '../access/authorise.js';
import { refuseDenied } from '../access/decide.js';
import { refusalNow } from '../access/refusal.js';
import { standingNow } from '../access/standing-now.js';
import type { Client } from '../client/client.js';
import { type OriginalUrl, parseOriginalUrl } from '../http/original-url.js';
import { durationText } from '../languages/amounts.js';
import type { Language } from '../languages/language.js';
import { noticeText, refusalText } from '../languages/reasons.js';
import type { Refusal } from '../plan/limits.js';
import { deviceOf } from './device.js';
import { readForm } from './form.js';
import { seeOther, sendHtml } from './headers.js';
import { type PortalOptions, type PortalZone, planOf, zoneOf } from './options.js';

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
    const refusal = await refusalNow(gate, client);
    const notice = noticeText(language, standing.ended, refusal);
    await sendLoginPage(ctx, options, client, { original, notice, refusal });
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
    const plan = planOf(options, client.zone);
    const language = options.looks.ofZone(client.zone).languageFor(ctx);
    const refuse = (reason: string) => {
      ctx.status = 403;
      return sendLoginPage(ctx, options, client, { original, notice: reason });
    };
    const verdict = await method.login(client, form);
    if (verdict.kind === 'reject') return refuse(verdict.reason);
    const { kind: _, ...accepted } = verdict;
    const refusal = await authorise(gate, client, { plan, method: method.name, ...accepted });
    if (refusal) return refuse(refusalText(language, refusal));
    seeOther(ctx, statusPath(original));
  };
}

export interface LoginPageParts {
  readonly original: OriginalUrl | undefined;
  readonly notice: string | undefined;
  /** Why a login would be refused now. */
  readonly refusal?: Refusal | undefined;
  /** Whether the form for a code is open. */
  readonly isMoving?: boolean;
}

/** Answers with the login page of the client's zone. */
export async function sendLoginPage(
  ctx: Context,
  options: PortalOptions,
  client: Client,
  { original, notice, refusal, isMoving = false }: LoginPageParts,
): Promise<void> {
  const zone = zoneOf(options, client.zone);
  const views = options.looks.ofZone(client.zone);
  const language = views.languageFor(ctx);
  const html = views.render('login/click-through', language, {
    terms: termsOf(zone, language).split(/\n{2,}/),
    duration: durationText(language, planOf(options, client.zone).durationSeconds),
    device: await deviceOf(options, client),
    token: options.tokens.issue(client),
    notice,
    isRefused: refusal !== undefined,
    isClosed: refusal?.limit === 'hours',
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

export function statusPath(original: OriginalUrl | undefined): string {
  return original ? `/status?url=${encodeURIComponent(original.url)}` : '/status';
}
