import type { Context } from 'koa';
import type { TooMany } from '../access/wrong-guesses.js';
import { durationText } from '../languages/amounts.js';
import type { Language } from '../languages/language.js';
import { fill } from '../languages/languages.js';

/** Makes the answer a 429 (RFC 6585 §4); gives what the visitor should read of it. */
export function sayTooMany(ctx: Context, language: Language, { retryAfterSeconds }: TooMany): string {
  ctx.status = 429;
  ctx.set('Retry-After', String(retryAfterSeconds));
  return fill(language.messages.tooManyGuesses, { duration: durationText(language, retryAfterSeconds) });
}
