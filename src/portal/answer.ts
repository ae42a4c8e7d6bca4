import type { Context } from 'koa';
import { authorise } from '../access/authorise.js';
import type { TooMany } from '../access/wrong-guesses.js';
import { type OriginalUrl, parseOriginalUrl } from '../http/original-url.js';
import { refusalText } from '../languages/reasons.js';
import type { Answer, Visit, Way } from '../login/method.js';
import { deviceOf } from './device.js';
import { seeOther, sendHtml } from './headers.js';
import { sendLoginPage } from './login-page.js';
import { type PortalOptions, planOf } from './options.js';
import { sayTooMany } from './too-many.js';

/** What was asked of a method. */
export interface Asked {
  readonly way: Way;
  readonly visit: Visit;
  readonly form: URLSearchParams;
  readonly original: OriginalUrl | undefined;
}

/** Tells the visitor what a method has said; where that accepts him he is online before the answer is sent. */
export async function giveAnswer(
  ctx: Context,
  options: PortalOptions,
  { way, visit, form, original: asked }: Asked,
  answer: Answer | TooMany,
): Promise<void> {
  const { client, language } = visit;
  const original = asked ?? parseOriginalUrl('wanted' in answer ? answer.wanted : undefined);
  const method = way.method.name;
  switch (answer.kind) {
    case 'go':
      return seeOther(ctx, answer.location);
    case 'page':
      ctx.status = answer.status ?? 200;
      return sendHtml(
        ctx,
        options.looks.ofZone(client.zone).render(answer.view, language, {
          way: { t: way.texts[language.tag] },
          token: options.tokens.issue(client),
          device: await deviceOf(options, client),
          ...answer.data,
        }),
      );
    case 'reject':
      options.gate.tell('login-failed', { client, method, result: 'rejected', reason: answer.reason });
      ctx.status = answer.retryAfterSeconds === undefined ? 403 : 429;
      if (answer.retryAfterSeconds !== undefined) ctx.set('Retry-After', String(answer.retryAfterSeconds));
      return sendLoginPage(ctx, options, client, { original, rejected: { method, form, reject: answer } });
    case 'too-many': {
      options.gate.tell('login-failed', { client, method, result: 'throttled', reason: 'wrong guesses' });
      const reject = { kind: 'reject', reason: sayTooMany(ctx, language, answer) } as const;
      return sendLoginPage(ctx, options, client, { original, rejected: { method, form, reject } });
    }
    case 'accept': {
      const { kind: _, wanted: __, ...accepted } = answer;
      const plan = planOf(options, client.zone);
      const refusal = await authorise(options.gate, client, { plan, method, ...accepted });
      if (!refusal) return seeOther(ctx, statusPath(original));
      options.gate.tell('login-failed', { client, method, result: 'refused', reason: refusal.limit });
      ctx.status = 403;
      return sendLoginPage(ctx, options, client, { original, notice: refusalText(language, refusal) });
    }
  }
}

export function statusPath(original: OriginalUrl | undefined): string {
  return original ? `/status?url=${encodeURIComponent(original.url)}` : '/status';
}
