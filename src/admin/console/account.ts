import nunjucks from 'nunjucks';
import { renderSVG } from 'uqr';
import { durationText } from '../../languages/amounts.js';
import { en } from '../../languages/en.js';
import { newPassword } from '../api/operators.js';
import { toldOf } from '../auth/by.js';
import { newTotpSecret, totpStepOf, totpUri } from '../auth/totp.js';
import type { Caller } from '../caller.js';
import type { AdminOptions } from '../options.js';
import { Refusal } from '../refusal.js';
import { parsePart } from '../rest/parse-part.js';
import { sendPage } from './pages.js';
import type { Behind } from './routes.js';
import { moment } from './shown.js';

/** What an operator settles for himself: password, second factor, sessions. */
export function addAccount(behind: Behind, { doors, gate, random }: AdminOptions): void {
  const { operators, sessions, throttle } = doors;

  behind.get('/account', async (ctx, signedIn) => {
    const { operator, session } = signedIn;
    const { newTotpSecret: secret } = session;
    const data = {
      hasTotp: operator.totpSecret !== undefined,
      secret,
      qr: secret && new nunjucks.runtime.SafeString(renderSVG(totpUri(secret, operator.name))),
      sessions: sessions.of(operator.name).map((each) => ({
        from: each.from,
        since: moment(new Date(each.startedAt).toISOString()),
        isThis: each.id === session.id,
      })),
    };
    sendPage(ctx, 'account', data, signedIn);
  });

  behind.post('/account/password', async (form, { operator, caller }) => {
    const attempt = throttle.begin(caller.from, operator.name);
    if (attempt.kind === 'too-many') throw tooMany(attempt.retryAfterSeconds);
    if (!(await operators.isPassword(operator, form.get('current') ?? '')))
      throw new Refusal('forbidden', 'the current password is wrong');
    attempt.takeBack();
    const password = form.get('password') ?? '';
    parsePart('parameter', newPassword, password);
    if (password !== form.get('again')) throw new Refusal('bad-request', 'the two new passwords differ');
    await operators.put(operator.name, { password }, caller); // ends all sessions, this one too
    return '/login';
  });

  behind.post('/account/totp', async (_, { session }) => {
    sessions.remember(session.id, newTotpSecret(random));
    return '/account#totp';
  });

  behind.post('/account/totp/confirm', async (form, { operator, session, caller }) => {
    const secret = session.newTotpSecret;
    if (secret === undefined) throw new Refusal('bad-request', 'begin again');
    if (totpStepOf(secret, form.get('code') ?? '', gate.wallClock()) === undefined)
      throw new Refusal('bad-request', 'that is not the code of now: enter the next one');
    await operators.setTotp(operator.name, secret, caller);
    sessions.endAllOf(operator.name);
    return '/login';
  });

  const signedOut = (caller: Caller, ended: number) =>
    gate.tell('operator-signed-out', { operator: caller.name, ended, ...toldOf(caller) });

  behind.post('/account/sign-out', async (_, { session, caller }) => {
    sessions.end(session.id);
    signedOut(caller, 1);
    return '/login';
  });

  behind.post('/account/sign-out-everywhere', async (_, { caller }) => {
    signedOut(caller, sessions.endAllOf(caller.name));
    return '/login';
  });
}

const tooMany = (seconds: number) =>
  new Refusal('too-many-tries', `try again in ${durationText(en, seconds)}`, {
    headers: { 'Retry-After': String(seconds) },
  });
