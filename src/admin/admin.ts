import type Koa from 'koa';
import { koaApp } from '../http/koa-app.js';
import { socketCaller } from './caller.js';
import { operationsFor } from './operations.js';
import type { AdminOptions } from './options.js';
import { problems } from './problems.js';
import { apiRouter } from './rest/router.js';

/** The operators' API as the Unix socket has it: whoever can open it may do everything. */
export function adminApi(options: AdminOptions): Koa {
  const router = apiRouter(operationsFor(options), async (ctx) => socketCaller(ctx));
  const app = koaApp(options.log);
  app.use(problems(options));
  app.use(router.routes());
  app.use(router.allowedMethods());
  return app;
}
