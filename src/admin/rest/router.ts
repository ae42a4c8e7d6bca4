import { Readable } from 'node:stream';
import Router from '@koa/router';
import type { Context } from 'koa';
import { PortalError } from '../../errors.js';
import { readBody } from '../../http/body.js';
import { cookieName } from '../auth/authenticate.js';
import { type Authenticate, checkScope } from '../caller.js';
import { invalid, Refusal } from '../refusal.js';
import { csvOf } from './csv.js';
import { endingWith } from './ending-with.js';
import { openApi } from './openapi.js';
import type { Operation, Operations, Raw } from './operation.js';
import { etagOf } from './version.js';

/** The API over HTTP, and its document. */
export function apiRouter(operations: Operations, authenticate: Authenticate): Router {
  const router = new Router({ prefix: '/api/v1' });
  for (const operation of Object.values(operations)) {
    const path = operation.path.replace(/\{(\w+)\}/g, ':$1');
    router[operation.method](path, async (ctx) => {
      const caller = await authenticate(ctx);
      checkScope(caller, operation.scope); // before a body is read, which may be large
      const raw = {
        ...conditionsOf(ctx),
        params: ctx.params,
        query: queryOf(ctx),
        headers: headersOf(ctx, operation),
        ...(await bodyOf(ctx, operation)),
      };
      const answer = await operation.run(raw, caller);
      ctx.status = operation.status ?? 200;
      if (operation.hasVersion) ctx.set('ETag', etagOf(answer));
      const mayStill = async () => checkScope(await authenticate(ctx, 'again'), operation.scope);
      sendAnswer(ctx, operation, answer instanceof Readable ? endingWith(answer, mayStill) : answer);
    });
  }
  router.get('/openapi.json', async (ctx) => {
    await authenticate(ctx);
    ctx.body = openApi(operations, '/api/v1', cookieName(ctx));
  });
  return router;
}

function sendAnswer(ctx: Context, { rowsIn, gives }: Operation, answer: unknown): void {
  ctx.body = answer;
  if (gives !== undefined) ctx.set('Content-Type', gives);
  if (rowsIn === undefined || ctx.accepts('application/json', 'text/csv') !== 'text/csv') return;
  ctx.body = csvOf((answer as Record<string, readonly object[]>)[rowsIn] ?? []);
  ctx.set('Content-Type', 'text/csv; charset=utf-8');
}

/** Throws a Refusal for a parameter that is repeated: none has a list. */
function queryOf({ query }: Context): NonNullable<Raw['query']> {
  const repeated = Object.keys(query).filter((name) => Array.isArray(query[name]));
  if (repeated.length === 0) return query;
  throw invalid(repeated.map((parameter) => ({ parameter, detail: 'it is given more than once' })));
}

function headersOf(ctx: Context, { headers }: Operation): Record<string, string> {
  const names = Object.keys(headers?.shape ?? {});
  return Object.fromEntries(
    names.flatMap((name) => (ctx.get(name) === '' ? [] : [[name, ctx.get(name)] as const])),
  );
}

function conditionsOf(ctx: Context): Pick<Raw, 'ifMatch' | 'ifNoneMatch'> {
  const [ifMatch, ifNoneMatch] = [ctx.get('If-Match'), ctx.get('If-None-Match')];
  return { ...(ifMatch === '' ? {} : { ifMatch }), ...(ifNoneMatch === '' ? {} : { ifNoneMatch }) };
}

async function bodyOf(
  ctx: Context,
  { body, takes, fromCsv, mostBytes }: Operation,
): Promise<Pick<Raw, 'body' | 'lineOf'>> {
  if (!body) return {};
  const text = await readBody(ctx, mostBytes);
  if (takes !== undefined) return { body: text };
  if (fromCsv && ctx.is('text/csv')) return fromCsv(text);
  if (text !== '' && ctx.is('text/*'))
    throw new Refusal('unsupported-media-type', `allowed: application/json${fromCsv ? ', text/csv' : ''}`);
  try {
    return { body: JSON.parse(text || '{}') };
  } catch (cause) {
    throw new PortalError('bad-request', { detail: 'the body is not JSON', cause });
  }
}
