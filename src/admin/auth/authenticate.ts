import type { Context } from 'koa';
import type { Operator } from '../../store/operator.js';
import type { Authenticate, Caller } from '../caller.js';
import { Refusal } from '../refusal.js';
import { isScope, scopesOf } from '../scopes.js';
import type { Doors } from './doors.js';
import { isOfSession, type Session } from './sessions.js';

/** Over TLS the prefix has browsers refuse one that any other host or path has set (RFC 6265bis §4.1.3.2). */
export const cookieName = ({ secure }: Pick<Context, 'secure'>) => (secure ? '__Host-gate511' : 'gate511');

/** An operator at his browser. */
export interface SignedIn {
  readonly session: Session;
  readonly operator: Operator;
  readonly caller: Caller;
}

export const addressOf = (ctx: Context) => ctx.req.socket.remoteAddress ?? '';

/** What our scripts ask by themselves keeps no session of somebody who has gone away. */
const isByItself = (ctx: Context) => ctx.get('X-By-Itself') !== '' || ctx.path === livePath;

/** Where pages hear that something has changed. */
export const livePath = '/live';

/** By the session's cookie; undefined for whoever has none that counts. */
export async function signedInBy(
  ctx: Context,
  { sessions, operators }: Doors,
  again?: 'again',
): Promise<SignedIn | undefined> {
  const id = ctx.cookies.get(cookieName(ctx));
  if (id === undefined) return undefined;
  const session = again || isByItself(ctx) ? sessions.find(id) : sessions.use(id);
  const operator = session && (await operators.get(session.operator));
  if (!session || !operator) return undefined;
  const { name, role } = operator;
  return { session, operator, caller: { name, scopes: scopesOf(role), from: addressOf(ctx) } };
}

/** By a token, or by a session; what a session changes needs `X-CSRF-Token` as well. Throws a Refusal. */
export function callerOverTcp(doors: Doors): Authenticate {
  return async (ctx, again) => {
    const [, text] = /^Bearer +(\S+)$/i.exec(ctx.get('Authorization')) ?? [];
    if (text !== undefined) return callerByToken(ctx, doors, text);
    const signedIn = await signedInBy(ctx, doors, again);
    if (!signedIn) throw unauthenticated('a token (Authorization: Bearer …) or a session is needed');
    const isReading = ctx.method === 'GET' || ctx.method === 'HEAD';
    if (!isReading && !isOfSession(signedIn.session, ctx.get('X-CSRF-Token')))
      throw new Refusal('forbidden', 'what a session changes needs its X-CSRF-Token');
    return signedIn.caller;
  };
}

async function callerByToken(ctx: Context, { tokens }: Doors, text: string): Promise<Caller> {
  const token = await tokens.find(text);
  if (!token) throw unauthenticated('there is no such token, or its time is over');
  return { name: token.name, scopes: new Set(token.scopes.filter(isScope)), from: addressOf(ctx) };
}

const unauthenticated = (detail: string) =>
  new Refusal('unauthenticated', detail, { headers: { 'WWW-Authenticate': 'Bearer' } });
