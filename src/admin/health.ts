import Router from '@koa/router';
import type Koa from 'koa';
import { usualRetrySeconds } from '../errors.js';
import { koaApp } from '../http/koa-app.js';
import type { Log } from '../system/log.js';

interface HealthOptions {
  /** Why nobody could be let in now; undefined when everything is there that it takes. */
  readonly notReady: () => Promise<string | undefined>;
  readonly metrics: () => Promise<{ readonly contentType: string; readonly text: string }>;
  readonly log: Log;
}

/** `admin.listen`: for programs of this machine. It tells of no device and no person, so it needs no login. */
export function health({ notReady, metrics, log }: HealthOptions): Koa {
  const router = new Router();
  router.get('/healthz', (ctx) => {
    ctx.body = 'ok\n';
  });
  router.get('/readyz', async (ctx) => {
    const reason = await notReady();
    ctx.body = `${reason ?? 'ready'}\n`;
    if (reason === undefined) return;
    ctx.status = 503;
    ctx.set('Retry-After', String(usualRetrySeconds));
  });
  router.get('/metrics', async (ctx) => {
    const { contentType, text } = await metrics();
    ctx.body = text;
    ctx.set('Content-Type', contentType);
  });
  const app = koaApp(log);
  app.use((ctx, next) => {
    ctx.set('Cache-Control', 'no-store');
    return next();
  });
  app.use(router.routes());
  app.use(router.allowedMethods());
  return app;
}
