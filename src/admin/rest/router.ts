import Router from '@koa/router';
import type { Context } from 'koa';
import { PortalError } from '../../errors.js';
import { readBody } from '../../http/body.js';
import { type Authenticate, checkScope } from '../caller.js';
import { Refusal } from '../refusal.js';
import type { Stream } from '../streams.js';
import { csvOf } from './csv.js';
import { openApi } from './openapi.js';
import type { Operation, Operations, Raw } from './operation.js';
import { etagOf } from './version.js';

/** The API over HTTP, and its document. */
export function apiRouter(
  operations: Operations,
  streams: readonly Stream[],
  authenticate: Authenticate,
): Router {
  const router = new Router({ prefix: '/api/v1' });
  for (const operation of Object.values(operations)) {
    const path = operation.path.replace(/\{(\w+)\}/g, ':$1');
    router[operation.method](path, async (ctx) => {
      const caller = await authenticate(ctx);
      const raw = {
        ...conditionsOf(ctx),
        params: ctx.params,
        query: ctx.query,
        ...(await bodyOf(ctx, operation)),
      };
      const answer = await operation.run(raw, caller);
      ctx.status = operation.status ?? 200;
      if (operation.hasVersion) ctx.set('ETag', etagOf(answer));
      ctx.set('Cache-Control', 'no-store');
      sendAnswer(ctx, operation, answer);
    });
  }
  for (const { method, path, scope, answer } of streams)
    router[method](path, async (ctx, next) => {
      const caller = await authenticate(ctx);
      checkScope(caller, scope);
      ctx.state.operator = caller.name;
      return answer(ctx, next);
    });
  router.get('/openapi.json', async (ctx) => {
    await authenticate(ctx);
    ctx.body = openApi(operations, '/api/v1');
  });
  return router;
}

function sendAnswer(ctx: Context, { rowsIn }: Operation, answer: unknown): void {
  ctx.body = answer;
  if (rowsIn === undefined || ctx.accepts('application/json', 'text/csv') !== 'text/csv') return;
  ctx.body = csvOf((answer as Record<string, readonly object[]>)[rowsIn] ?? []);
  ctx.set('Content-Type', 'text/csv; charset=utf-8');
}

function conditionsOf(ctx: Context): Pick<Raw, 'ifMatch' | 'ifNoneMatch'> {
  const [ifMatch, ifNoneMatch] = [ctx.get('If-Match'), ctx.get('If-None-Match')];
  return { ...(ifMatch === '' ? {} : { ifMatch }), ...(ifNoneMatch === '' ? {} : { ifNoneMatch }) };
}

async function bodyOf(
  ctx: Context,
  { body, fromCsv, mostBytes }: Operation,
): Promise<Pick<Raw, 'body' | 'lineOf'>> {
  if (!body) return {};
  const text = await readBody(ctx.req, mostBytes);
  if (fromCsv && ctx.is('text/csv')) return fromCsv(text);
  if (text !== '' && ctx.is('text/*'))
    throw new Refusal('unsupported-media-type', `allowed: application/json${fromCsv ? ', text/csv' : ''}`);
  try {
    return { body: JSON.parse(text || '{}') };
  } catch (cause) {
    throw new PortalError('bad-request', { detail: 'the body is not JSON', cause });
  }
}
