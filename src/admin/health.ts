import Router from '@koa/router';
import type Koa from 'koa';
import { koaApp } from '../http/koa-app.js';
import type { Log } from '../system/log.js';

/** `GET /healthz` on `admin.listen`: 200 while the daemon serves. It tells nothing else, so it needs no login. */
export function health(log: Log): Koa {
  const router = new Router();
  router.get('/healthz', (ctx) => {
    ctx.body = 'ok\n';
  });
  const app = koaApp(log);
  app.use(router.routes());
  return app;
}
