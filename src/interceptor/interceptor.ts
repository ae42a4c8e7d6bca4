import type Koa from 'koa';
import type { Context } from 'koa';
import { decide, refuseDenied } from '../access/decide.js';
import type { Gate } from '../access/gate.js';
import { arrive } from '../access/roam.js';
import type { Client } from '../client/client.js';
import type { Identify } from '../client/identify.js';
import type { ZoneName } from '../client/zone-name.js';
import { PortalError } from '../errors.js';
import { discardBody } from '../http/body.js';
import { type ErrorPageOptions, errorPages } from '../http/error-pages.js';
import { koaApp } from '../http/koa-app.js';
import { type Target, targetOf } from '../http/target.js';
import { languageFor } from '../languages/languages.js';
import { printable } from '../system/log.js';
import { InterceptPages, interceptProblem, loginUrlFor } from './page.js';
import { isMeantForPortal } from './portal-name.js';
import { type ProbeSwitches, probeFinder } from './probes.js';

export interface InterceptorOptions extends ErrorPageOptions {
  readonly identify: Identify;
  readonly gate: Gate;
  /** The network's name and the login server's URL, which ends with a slash. */
  readonly portal: { readonly name: string; readonly url: string };
  readonly probes: ProbeSwitches;
}

/** Answers every request that a captive client sent to somebody else: whatever it asked for, it hears that it must log in. */
export function interceptor(options: InterceptorOptions): Koa {
  const { identify, gate, portal, log } = options;
  const own = new URL(portal.url);
  const findProbe = probeFinder(options.probes);
  const pages = new InterceptPages(options.views, gate.zones);

  const app = koaApp(options.log);
  app.use(closeConnection);
  app.use(errorPages(options));
  app.use(async (ctx) => {
    await discardBody(ctx.req);
    const target = targetOf(ctx.req);
    if (isMeantForPortal(target, own, ctx.req.socket)) {
      answerForPortal(ctx, own);
      return;
    }
    const client = identify(ctx.req.socket.remoteAddress);
    await refuseUnlessCaptive(client);
    if (log.isLevelEnabled('debug')) log.debug({ ...client, ...seen(ctx, target) }, 'intercepted');
    const probe = findProbe(target.hostname, target.path);
    if (probe && probe.answer !== 511) redirect(ctx, portal.url, probe.answer === 'redirect-empty');
    else answer511(ctx, client.zone, loginUrlFor(portal.url, target.url?.url));
  });
  return app;

  async function refuseUnlessCaptive(client: Client): Promise<void> {
    await arrive(gate, client);
    const standing = await decide(gate.store, client, gate.clock());
    refuseDenied(standing, client);
    if (standing.state !== 'captive')
      throw new PortalError('opening-soon', {
        detail: `${client.mac} is ${standing.state} and was redirected all the same`,
        retryAfterSeconds: 1,
      });
  }

  function answer511(ctx: Context, zone: ZoneName, loginUrl: string): void {
    const language = languageFor(ctx);
    ctx.status = 511;
    if (ctx.accepts('text/html', 'application/json', 'application/problem+json') === 'text/html') {
      ctx.body = pages.html(zone, language, loginUrl);
      ctx.set('Content-Type', 'text/html; charset=utf-8');
    } else {
      ctx.body = interceptProblem(portal.name, language, loginUrl, `${portal.url}captive-portal/api`);
      ctx.set('Content-Type', 'application/problem+json');
    }
  }
}

/** A socket that is kept alive would stay redirected after the login; what is said to a captive client ends with it. */
const closeConnection: Koa.Middleware = (ctx, next) => {
  ctx.set('Cache-Control', 'no-store');
  ctx.set('Connection', 'close');
  return next();
};

/** For the clients that cannot hear a 511. Never 301, 303 or 308, which some take for "no internet" or keep. */
function redirect(ctx: Context, portalUrl: string, isEmpty: boolean): void {
  ctx.status = 302;
  ctx.set('Location', portalUrl);
  ctx.body = isEmpty ? '' : `<!doctype html><title>302</title><a href="${portalUrl}">${portalUrl}</a>\n`;
  ctx.set('Content-Type', 'text/html; charset=utf-8');
}

/** A visitor who typed the name of a portal with TLS is sent on. Without TLS he was sent here by us, and would be again. */
function answerForPortal(ctx: Context, portal: URL): void {
  if (portal.protocol === 'http:')
    throw new PortalError('redirect-loop', {
      detail: `requests for ${portal.href} reach the interceptor: make the name resolve to an address of this gateway for clients, and portal.listen answer there`,
    });
  redirect(ctx, portal.href, false);
}

function seen(ctx: Context, target: Target) {
  const { method, headers } = ctx.req;
  return {
    method: printable(method ?? ''),
    host: printable(target.hostname),
    path: printable(target.path),
    userAgent: printable(headers['user-agent'] ?? ''),
  };
}
