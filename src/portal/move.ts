import type { Middleware } from 'koa';
import { refuseDenied } from '../access/decide.js';
import { move } from '../access/move.js';
import type { Claim } from '../access/move-codes.js';
import { closedNow } from '../access/refusal.js';
import { standingNow } from '../access/standing-now.js';
import { parseOriginalUrl } from '../http/original-url.js';
import { durationText } from '../languages/amounts.js';
import type { Language } from '../languages/language.js';
import { fill } from '../languages/languages.js';
import { refusalText } from '../languages/reasons.js';
import { readForm } from './form.js';
import { seeOther } from './headers.js';
import { sendLoginPage, statusPath } from './login.js';
import type { PortalOptions } from './options.js';

/** `POST /code`: gives the session a code, which the status page then shows. */
export function issueCode(options: PortalOptions): Middleware {
  const { identify, gate, codes } = options;
  return async (ctx) => {
    const client = identify(ctx.req.socket.remoteAddress);
    await readForm(ctx, client, options);
    if ((await standingNow(gate, client)).state === 'authorised') codes.issue(client);
    seeOther(ctx, '/status');
  };
}

/** `POST /move`: who enters the code of another session has it from now on, and the other device has not. */
export function moveByCode(options: PortalOptions): Middleware {
  const { identify, gate, codes, looks } = options;
  return async (ctx) => {
    const client = identify(ctx.req.socket.remoteAddress);
    const form = await readForm(ctx, client, options);
    const original = parseOriginalUrl(form.get('url'));
    const standing = await standingNow(gate, client);
    refuseDenied(standing, client);
    if (standing.state !== 'captive') return seeOther(ctx, statusPath(original));
    const language = looks.ofZone(client.zone).languageFor(ctx);
    const claim = codes.claim(form.get('code') ?? '', client);
    if (claim.kind === 'client' && (await move(gate, claim.client, client))) {
      codes.forget(claim.client);
      return seeOther(ctx, statusPath(original));
    }
    ctx.status = claim.kind === 'too-many' ? 429 : 403;
    if (claim.kind === 'too-many') ctx.set('Retry-After', String(claim.retryAfterSeconds));
    const refusal = closedNow(gate, client.zone);
    const notice = refusal ? refusalText(language, refusal) : noticeOf(claim, language);
    return sendLoginPage(ctx, options, client, { original, notice, refusal, isMoving: true });
  };
}

function noticeOf(claim: Claim, language: Language): string {
  const { messages } = language;
  if (claim.kind !== 'too-many') return messages.moveWrong;
  return fill(messages.moveTooMany, { duration: durationText(language, claim.retryAfterSeconds) });
}
