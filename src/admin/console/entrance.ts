import type Router from '@koa/router';
import type { Context } from 'koa';
import { durationText } from '../../languages/amounts.js';
import { en } from '../../languages/en.js';
import { newPassword, operatorName } from '../api/operators.js';
import { addressOf, cookieName, signedInBy } from '../auth/authenticate.js';
import { nameOf } from '../auth/by.js';
import { longestMs } from '../auth/sessions.js';
import type { AdminOptions } from '../options.js';
import { Refusal } from '../refusal.js';
import { parsePart } from '../rest/parse-part.js';
import { readForm } from './form.js';
import { seeOther, sendPage } from './pages.js';

/** What is open to whoever reaches the console: signing in, and becoming an operator by a link. */
export function addEntrance(router: Router, { doors, gate }: AdminOptions): void {
  const { operators, sessions, links, throttle } = doors;

  const signIn = (ctx: Context, name: string) => {
    const { id } = sessions.begin(name, addressOf(ctx));
    const options = {
      httpOnly: true,
      sameSite: 'strict',
      secure: ctx.secure,
      path: '/',
      maxAge: longestMs,
    } as const;
    ctx.cookies.set(cookieName(ctx), id, options);
    gate.tell('operator-signed-in', { operator: name, from: addressOf(ctx) });
    seeOther(ctx, '/');
  };

  router.get('/login', async (ctx) => {
    if (await signedInBy(ctx, doors)) return seeOther(ctx, '/');
    const hasNobody = (await operators.all()).length === 0;
    sendPage(ctx, 'login', { fault: undefined, name: '', needsCode: false, hasNobody });
  });

  router.post('/login', async (ctx) => {
    const form = await readForm(ctx);
    const [name, password, code] = ['name', 'password', 'code'].map((field) =>
      (form.get(field) ?? '').slice(0, 200),
    );
    const asked = (name ?? '').trim().toLowerCase();
    const again = (status: number, fault: string, needsCode = false) => {
      ctx.status = status;
      sendPage(ctx, 'login', { fault, name: asked, needsCode, hasNobody: false });
    };
    const attempt = throttle.begin(addressOf(ctx), asked);
    if (attempt.kind === 'too-many') {
      const { retryAfterSeconds: wait } = attempt;
      ctx.set('Retry-After', String(wait));
      return again(429, `Too many tries. Try again in ${durationText(en, wait)}.`);
    }
    const outcome = await operators.signIn(asked, password ?? '', (code ?? '').trim());
    if (outcome.kind === 'wrong') {
      const known = await operators.get(asked);
      const about = known ? { operator: known.name } : {};
      gate.tell('operator-refused', { ...about, from: addressOf(ctx) });
      return again(401, 'Name, password or code is wrong.', code !== '');
    }
    attempt.takeBack();
    if (outcome.kind === 'code-needed') return again(401, 'Enter the code of your authenticator, too.', true);
    signIn(ctx, outcome.operator.name);
  });

  const shown = (ctx: Context, code: string, fault?: string, name = '') => {
    const invitation = links.find(code);
    if (!invitation) throw new Refusal('forbidden', 'this link was used, or its ten minutes are over');
    if (fault !== undefined) ctx.status = 400;
    sendPage(ctx, 'welcome', {
      invitation,
      code,
      fault,
      name: invitation.name ?? name,
      isNamed: !!invitation.name,
    });
  };

  router.get('/welcome', (ctx) => shown(ctx, String(ctx.query.code ?? '')));

  router.post('/welcome', async (ctx) => {
    const form = await readForm(ctx);
    const code = form.get('code') ?? '';
    const invitation = links.find(code);
    const name = invitation?.name ?? (form.get('name') ?? '').trim().toLowerCase();
    if (!invitation) return shown(ctx, code);
    try {
      parsePart('parameter', operatorName, name);
      parsePart('parameter', newPassword, form.get('password') ?? '');
    } catch (error) {
      if (error instanceof Refusal) return shown(ctx, code, error.errors[0]?.detail, name);
      throw error;
    }
    if (form.get('password') !== form.get('again'))
      return shown(ctx, code, 'The two passwords differ.', name);
    if (invitation.name === undefined && (await operators.get(name)))
      return shown(ctx, code, 'There is an operator of that name: choose another one.', name);
    if (!links.take(code)) return shown(ctx, code);
    const { role, by, name: known } = invitation;
    const password = form.get('password') ?? '';
    const invited = { name: nameOf(by), from: addressOf(ctx) };
    await operators.put(name, { role, password }, invited, (before) => {
      if (before && known === undefined)
        throw new Refusal('conflict', `there is an operator ${name} already: ask for another link`);
    });
    signIn(ctx, name);
  });
}
