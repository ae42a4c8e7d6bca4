import type Koa from 'koa';
import { koaApp } from '../http/koa-app.js';
import { callerOverTcp } from './auth/authenticate.js';
import { problemPages } from './console/problem-page.js';
import { consoleRouter } from './console/routes.js';
import { operationsFor } from './operations.js';
import type { AdminOptions } from './options.js';
import { problems } from './problems.js';
import { apiRouter } from './rest/router.js';

/** What operators reach over TCP: the API for programs with a token, the console for people who sign in. */
export function adminSite(options: AdminOptions): Koa {
  const operations = operationsFor(options);
  const asProblems = problems(options);
  const asPages = problemPages(options);
  const pages = consoleRouter(options, operations);
  const api = apiRouter(operations, callerOverTcp(options.doors));
  const app = koaApp(options.log);
  app.use((ctx, next) => (ctx.path.startsWith('/api/') ? asProblems : asPages)(ctx, next));
  for (const router of [api, pages]) {
    app.use(router.routes());
    app.use(router.allowedMethods());
  }
  return app;
}
