import type { Context, Middleware } from 'koa';
import { asPortalError, refuseBareStatus } from '../../http/fault.js';
import { newReference } from '../../http/reference.js';
import { en } from '../../languages/en.js';
import { printable } from '../../system/log.js';
import type { AdminOptions } from '../options.js';
import { Refusal } from '../refusal.js';
import { sendPage } from './pages.js';

/** Faults as pages. Unlike a visitor, an operator is told the detail. */
export function problemPages({ log, random }: AdminOptions): Middleware {
  return async (ctx, next) => {
    try {
      await next();
      refuseBareStatus(ctx);
    } catch (thrown) {
      if (thrown instanceof Refusal) {
        const { status, title, message, errors } = thrown;
        ctx.set(thrown.headers);
        show(ctx, { status, title, details: errors.length === 0 ? [message] : errors.map(sentence) });
        return;
      }
      const error = asPortalError(thrown);
      const reference = newReference(random);
      const { code, status, message } = error;
      if (status >= 500)
        log.error({ reference, code, detail: printable(message) }, 'an operator could not be served');
      show(ctx, { status, title: en.problems[code].title, details: [message], reference });
    }
  };
}

interface Shown {
  readonly status: number;
  readonly title: string;
  readonly details: readonly string[];
  readonly reference?: string;
}

function show(ctx: Context, problem: Shown): void {
  ctx.status = problem.status;
  sendPage(ctx, 'problem', { reference: undefined, ...problem });
}

function sentence({ detail, pointer, parameter, line }: Refusal['errors'][number]): string {
  const field = (pointer ?? parameter ?? '').split('/').at(-1)?.replace('#', '') ?? '';
  return [line === undefined ? '' : `line ${line}`, field, detail].filter((part) => part !== '').join(': ');
}
