import type { Middleware } from 'koa';
import { refuseBareStatus } from '../../http/fault.js';
import { sentenceOf } from '../problem-texts.js';
import { type FaultOptions, problemIn, sendProblem } from '../problems.js';
import { sendPage } from './pages.js';
import { told, wantsPage } from './refused-form.js';

/** Faults as pages, or as problem documents (RFC 9457) for programs that ask for one. */
export function problemPages(options: FaultOptions): Middleware {
  return async (ctx, next) => {
    try {
      await next();
      refuseBareStatus(ctx);
    } catch (thrown) {
      const problem = problemIn(ctx, thrown, options, sentenceOf);
      if (wantsPage(ctx)) sendPage(ctx, 'problem', told(problem));
      else sendProblem(ctx, problem);
    }
  };
}
