import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ErrorPageOptions, errorPages } from './error-pages.js';
import { koaApp } from './koa-app.js';

/** The pages of faults for a server that does without Koa otherwise; what has thrown must not have answered yet. */
export function faultAnswers(options: ErrorPageOptions) {
  const faults = new WeakMap<IncomingMessage, unknown>();
  const app = koaApp(options.log);
  app.use((ctx, next) => {
    ctx.set('Connection', 'close');
    return next();
  });
  app.use(errorPages(options));
  app.use(({ req }) => {
    throw faults.get(req);
  });
  const answer = app.callback();
  return (request: IncomingMessage, response: ServerResponse, fault: unknown): void => {
    faults.set(request, fault);
    void answer(request, response);
  };
}
