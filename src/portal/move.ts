import type { Middleware } from 'koa';
import { refuseDenied } from '../access/decide.js';
import { move } from '../access/move.js';
import { closedNow } from '../access/refusal.js';
import { standingNow } from '../access/standing-now.js';
import type { Client } from '../client/client.js';
import { parseOriginalUrl } from '../http/original-url.js';
import { statusPath } from './answer.js';
import { readForm } from './form.js';
import { seeOther } from './headers.js';
import { sendLoginPage } from './login-page.js';
import type { PortalOptions } from './options.js';
import { sayTooMany } from './too-many.js';

/** `POST /code`: gives the session a code, which the status page then shows. */
export function issueCode(options: PortalOptions): Middleware {
  const { identify, gate, codes } = options;
  return async (ctx) => {
    const client = identify(ctx.req.socket);
    await readForm(ctx, client, options);
    const standing = await standingNow(gate, client);
    if (standing.state === 'authorised') codes.issue(standing.authorisation);
    seeOther(ctx, '/status');
  };
}

/** `POST /move`: who enters the code of another session has it from now on, and the other device has not. */
export function moveByCode(options: PortalOptions): Middleware {
  const { identify, gate, codes, guesses, looks } = options;
  return async (ctx) => {
    const client = identify(ctx.req.socket);
    const form = await readForm(ctx, client, options);
    const original = parseOriginalUrl(form.get('url'));
    const standing = await standingNow(gate, client);
    refuseDenied(standing, client);
    if (standing.state !== 'captive') return seeOther(ctx, statusPath(original));
    const language = looks.ofZone(client.zone).languageFor(ctx);
    const from = await guesses.attempt(
      { client },
      async () => ownerOf(options, form.get('code') ?? ''),
      (owner) => (owner ? 'neither' : 'wrong'),
    );
    const isTooMany = from !== undefined && 'kind' in from;
    if (from && !isTooMany && (await move(gate, from, client))) {
      codes.forget(from);
      return seeOther(ctx, statusPath(original));
    }
    ctx.status = 403;
    const wrong = isTooMany ? sayTooMany(ctx, language, from) : language.messages.moveWrong;
    const fault = closedNow(gate, client.zone) ? {} : { moveFault: wrong }; // of a closed zone the page speaks by itself
    return sendLoginPage(ctx, options, client, { original, ...fault });
  };
}

/** Whose session a code is for, if that one still goes on. */
function ownerOf({ gate, codes }: PortalOptions, code: string): Client | undefined {
  const session = codes.ownerOf(code);
  return session && gate.store.authorisation(session)?.startedAt === session.startedAt ? session : undefined;
}
