import type { Context } from 'koa';
import type { Client } from '../client/client.js';
import type { OriginalUrl } from '../http/original-url.js';
import type { WayView } from '../http/views.js';
import type { Language } from '../languages/language.js';
import { termsIn } from '../languages/terms.js';
import type { Reject, Visit, Way } from '../login/method.js';
import type { Refusal } from '../plan/limits.js';
import { deviceOf } from './device.js';
import { sendHtml } from './headers.js';
import { type PortalOptions, type PortalZone, zoneOf } from './options.js';

export interface LoginPageParts {
  readonly original: OriginalUrl | undefined;
  readonly notice?: string | undefined;
  /** Why a login would be refused now. */
  readonly refusal?: Refusal | undefined;
  /** What was wrong with the code of another session. */
  readonly moveFault?: string | undefined;
  /** The form that was sent to a method, and what that said. */
  readonly rejected?: { readonly method: string; readonly form: URLSearchParams; readonly reject: Reject };
}

/** Answers with the login page of the client's zone. */
export async function sendLoginPage(
  ctx: Context,
  options: PortalOptions,
  client: Client,
  { original, notice, refusal, moveFault, rejected }: LoginPageParts,
): Promise<void> {
  const zone = zoneOf(options, client.zone);
  const views = options.looks.ofZone(client.zone);
  const language = views.languageFor(ctx);
  const visit = visitOf(ctx, client, language);
  const entered = new URLSearchParams(ctx.method === 'GET' ? ctx.querystring : '');
  const html = views.render('login', language, {
    ways: zone.ways.flatMap((way) => wayView(way, visit, entered, rejected) ?? []),
    terms: termsIn(zone.terms, language),
    device: await deviceOf(options, client),
    token: options.tokens.issue(client),
    notice: notice ?? unseenReason(zone, visit, rejected),
    isRefused: refusal !== undefined,
    isClosed: refusal?.limit === 'hours',
    moveFault,
    original,
  });
  sendHtml(ctx, html);
}

/** What a method said that has no part of the page for it to stand in. */
function unseenReason({ ways }: PortalZone, visit: Visit, rejected: LoginPageParts['rejected']) {
  const way = rejected && ways.find(({ method }) => method.name === rejected.method);
  return way?.method.form(visit) ? undefined : rejected?.reject.reason;
}

export const visitOf = (ctx: Context, client: Client, language: Language): Visit => ({
  client,
  language,
  userAgent: ctx.get('User-Agent'),
});

/** Fields that are sent back to nobody, whatever a template calls them. */
const secret = /^(token|url|method|.*password.*)$/i;

function wayView(
  { method, texts }: Way,
  visit: Visit,
  query: URLSearchParams,
  rejected: LoginPageParts['rejected'],
): WayView | undefined {
  const form = method.form(visit);
  if (!form) return undefined;
  const own = rejected?.method === method.name ? rejected : undefined;
  const linked = [...query].filter(([name]) => method.filledByLink?.includes(name));
  const entered = own ? [...own.form].filter(([name]) => !secret.test(name)) : linked;
  return {
    ...form,
    name: method.name,
    t: texts[visit.language.tag],
    fault: own && { text: own.reject.reason, field: own.reject.field },
    entered: Object.fromEntries(entered),
  };
}
