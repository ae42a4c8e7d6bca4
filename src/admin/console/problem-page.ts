import type { Context, Middleware } from 'koa';
import { refuseBareStatus } from '../../http/fault.js';
import { referenceIn } from '../../http/reference.js';
import { sentenceOf } from '../problem-texts.js';
import { type FaultOptions, type Problem, problemIn, sendProblem } from '../problems.js';
import type { FieldFault } from '../refusal.js';
import { sendPage } from './pages.js';

/** Faults as pages, or as problem documents (RFC 9457) for programs that ask for one. */
export function problemPages(options: FaultOptions): Middleware {
  return async (ctx, next) => {
    try {
      await next();
      refuseBareStatus(ctx);
    } catch (thrown) {
      const problem = problemIn(ctx, thrown, options, sentenceOf);
      if (ctx.accepts('text/html', 'application/problem+json', 'application/json') === 'text/html')
        show(ctx, problem);
      else sendProblem(ctx, problem);
    }
  };
}

function show(ctx: Context, { title, status, detail, errors, instance }: Problem): void {
  const details = errors?.map(sentence) ?? [detail];
  const reference = instance === undefined ? undefined : referenceIn(instance);
  sendPage(ctx, 'problem', { title, status, details, reference });
}

function sentence({ detail, pointer, parameter, line }: FieldFault): string {
  const field = (pointer ?? parameter ?? '').split('/').at(-1)?.replace('#', '') ?? '';
  return [line === undefined ? '' : `line ${line}`, field, detail].filter((part) => part !== '').join(': ');
}
