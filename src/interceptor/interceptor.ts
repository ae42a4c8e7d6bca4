import type Koa from 'koa';
import type { Context } from 'koa';
import { decide, refuseDenied } from '../access/decide.js';
import type { Gate } from '../access/gate.js';
import { refusalNow } from '../access/refusal.js';
import { arrive } from '../access/roam.js';
import type { Client } from '../client/client.js';
import type { Identify } from '../client/identify.js';
import { PortalError } from '../errors.js';
import { discardBody } from '../http/body.js';
import { type ErrorPageOptions, errorPages } from '../http/error-pages.js';
import { koaApp } from '../http/koa-app.js';
import { type Target, targetOf } from '../http/target.js';
import { printable } from '../system/log.js';
import { Memo } from '../system/memo.js';
import { type Answer, type AnswersOptions, answersFor, redirection, type WhyCaptive } from './answers.js';
import { isMeantForPortal } from './portal-name.js';

export interface InterceptorOptions extends ErrorPageOptions, AnswersOptions {
  readonly identify: Identify;
  readonly gate: Gate;
}

/** Answers every request that a captive client sent to somebody else: whatever it asked for, it hears that it must log in. */
export function interceptor(given: InterceptorOptions): Koa {
  const options = { ...given, looks: given.looks.withoutLogos() };
  const { identify, gate, log } = options;
  const own = new URL(options.portal.url);
  const answerFor = answersFor(options);
  const recentTargets = new Memo<Target>(1_000, 500);

  const app = koaApp(options.log);
  app.use(closeConnection);
  app.use(errorPages(options));
  app.use(async (ctx) => {
    await discardBody(ctx.req);
    const { url = '', headers } = ctx.req;
    const target = recentTargets.get(`${headers.host ?? ''}\n${url}`, () => targetOf(ctx.req));
    if (isMeantForPortal(target, own, ctx.req.socket)) {
      send(ctx, answerForPortal(own));
      return;
    }
    const client = identify(ctx.req.socket.remoteAddress);
    const why = await whyCaptive(client);
    if (log.isLevelEnabled('debug')) log.debug({ ...client, ...seen(ctx, target) }, 'intercepted');
    const answer = answerFor(ctx, target, client.zone, why);
    if (answer.interception) gate.tell('intercepted', answer.interception);
    send(ctx, answer);
  });
  return app;

  async function whyCaptive(client: Client): Promise<WhyCaptive> {
    await arrive(gate, client);
    const standing = await decide(gate.store, client, gate.clock());
    refuseDenied(standing, client);
    if (standing.state !== 'captive')
      throw new PortalError('opening-soon', {
        detail: `${client.mac} is ${standing.state} and was redirected all the same`,
        retryAfterSeconds: 1,
      });
    return { ended: standing.ended, refusal: await refusalNow(gate, client) };
  }
}

function send(ctx: Context, { status, headers, body }: Answer): void {
  ctx.status = status;
  ctx.set(headers);
  ctx.body = body;
}

/** A socket that is kept alive would stay redirected after the login; what is said to a captive client ends with it. */
const closeConnection: Koa.Middleware = (ctx, next) => {
  ctx.set('Cache-Control', 'no-store');
  ctx.set('Connection', 'close');
  return next();
};

/** A visitor who typed the name of a portal with TLS is sent on. Without TLS he was sent here by us, and would be again. */
function answerForPortal(portal: URL): Answer {
  if (portal.protocol === 'http:')
    throw new PortalError('redirect-loop', {
      detail: `requests for ${portal.href} reach the interceptor: make the name resolve to an address of this gateway for clients, and portal.listen answer there`,
    });
  return redirection(portal.href, false);
}

function seen({ req: { method, headers } }: Context, { hostname, path }: Target) {
  return {
    method: printable(method ?? ''),
    host: printable(hostname),
    path: printable(path),
    userAgent: printable(headers['user-agent'] ?? ''),
  };
}
