import type { Context } from 'koa';
import { refusalNow } from '../access/refusal.js';
import type { Client } from '../client/client.js';
import type { OriginalUrl } from '../http/original-url.js';
import type { Language } from '../languages/language.js';
import { noticeText } from '../languages/reasons.js';
import { termsIn } from '../languages/terms.js';
import type { Visit } from '../login/method.js';
import type { Authorisation } from '../store/authorisation.js';
import { deviceOf } from './device.js';
import { sendHtml } from './headers.js';
import { type PortalOptions, type PortalZone, zoneOf } from './options.js';
import { type RejectedForm, wayView } from './way-view.js';

interface LoginPageParts {
  readonly original: OriginalUrl | undefined;
  readonly notice?: string | undefined;
  /** The device's last session, where its end is to be told. */
  readonly ended?: Authorisation | undefined;
  /** What was wrong with the code of another session. */
  readonly moveFault?: string | undefined;
  readonly rejected?: RejectedForm;
}

/** Answers with the login page of the client's zone. */
export async function sendLoginPage(
  ctx: Context,
  options: PortalOptions,
  client: Client,
  { original, notice, ended, moveFault, rejected }: LoginPageParts,
): Promise<void> {
  const zone = zoneOf(options, client.zone);
  const views = options.looks.ofZone(client.zone);
  const language = views.languageFor(ctx);
  const visit = visitOf(ctx, client, language);
  const entered = new URLSearchParams(ctx.method === 'GET' ? ctx.querystring : '');
  const refusal = refusalNow(options.gate, client);
  const open = zone.ways.filter(({ method }) => !refusal || !method.isRefusedWith?.(refusal));
  const html = views.render('login', language, {
    ways: open.flatMap((way) => wayView(way, visit, entered, rejected) ?? []),
    terms: termsIn(zone.terms, language),
    device: await deviceOf(options, client),
    token: options.tokens.issue(client),
    notice: notice ?? unseenReason(zone, visit, rejected) ?? noticeText(language, ended, refusal),
    isRefused: open.length === 0,
    isClosed: refusal?.limit === 'hours',
    moveFault,
    original,
  });
  sendHtml(ctx, html);
}

/** What a method said that has no part of the page for it to stand in. */
function unseenReason({ ways }: PortalZone, visit: Visit, rejected: RejectedForm | undefined) {
  const way = rejected && ways.find(({ method }) => method.name === rejected.method);
  return way?.method.form(visit) ? undefined : rejected?.reject.reason;
}

export const visitOf = (ctx: Context, client: Client, language: Language): Visit => ({
  client,
  language,
  userAgent: ctx.get('User-Agent'),
});
