import type Router from '@koa/router';
import type { Context, Middleware } from 'koa';
import { referenceIn } from '../../http/reference.js';
import { sentenceOf } from '../problem-texts.js';
import { type FaultOptions, type Problem, problemIn } from '../problems.js';
import type { FieldFault } from '../refusal.js';

/** What a person is told of a problem. */
export interface Told {
  readonly title: string;
  readonly status: number;
  readonly details: readonly string[];
  readonly reference: string | undefined;
}

/** A form that was refused: where it was sent, what was filled in, and what was wrong. */
export interface RefusedForm {
  readonly action: string;
  readonly form: URLSearchParams;
  readonly told: Told;
}

export const refusedIn = (ctx: Context): RefusedForm | undefined => ctx.state.refused;

export function told({ title, status, detail, errors, instance }: Problem): Told {
  const reference = instance === undefined ? undefined : referenceIn(instance);
  return { title, status, details: errors?.map(sentence) ?? [detail], reference };
}

export const wantsPage = (ctx: Context) =>
  ctx.accepts('text/html', 'application/problem+json', 'application/json') === 'text/html';

/**
 * Shows the page once more from which the form came, with what was filled in, and why it was refused. Throws what was
 * thrown where the browser does not say which page that was.
 */
export async function showAgain(
  ctx: Context,
  router: Router,
  form: URLSearchParams,
  thrown: unknown,
  options: FaultOptions,
): Promise<void> {
  const page = pageBefore(ctx);
  if (!page || !router.match(page.pathname, 'GET').route || !wantsPage(ctx)) throw thrown;
  const problem = problemIn(ctx, thrown, options, sentenceOf);
  const refused: RefusedForm = { action: ctx.path, form, told: told(problem) };
  ctx.state.refused = refused;
  ctx.method = 'GET';
  ctx.url = page.pathname + page.search;
  await (router.routes() as Middleware)(ctx as never, async () => undefined);
}

function pageBefore(ctx: Context): URL | undefined {
  const referrer = ctx.get('Referer');
  const page = URL.canParse(referrer) ? new URL(referrer) : undefined;
  return page?.origin === `${ctx.protocol}://${ctx.host}` ? page : undefined;
}

function sentence({ detail, pointer, parameter, line }: FieldFault): string {
  const field = (pointer ?? parameter ?? '').split('/').at(-1)?.replace('#', '') ?? '';
  return [line === undefined ? '' : `line ${line}`, field, detail].filter((part) => part !== '').join(': ');
}
