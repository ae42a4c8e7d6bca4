import type { Context } from 'koa';
import { peerUser } from '../system/peer-user.js';
import { Refusal } from './refusal.js';
import { type Scope, scopesOf } from './scopes.js';

/** Who asks, and what he may. */
export interface Caller {
  readonly name: string;
  readonly scopes: ReadonlySet<Scope>;
  /** His address, or `socket`. */
  readonly from: string;
}

/**
 * Finds out who sent a request; throws a Refusal `unauthenticated` where nobody can tell. `again` is asked later, of a
 * request that goes on: that keeps no session from running out.
 */
export type Authenticate = (ctx: Context, again?: 'again') => Promise<Caller>;

/** Whoever can open the Unix socket, which is 0600, may do everything; the kernel says who that is. */
export const socketCaller = (ctx: Context): Caller => ({
  name: peerUser(ctx.req.socket) ?? 'root',
  scopes: scopesOf('admin'),
  from: 'socket',
});

/** Throws a Refusal where he may not. */
export function checkScope({ scopes }: Caller, scope: Scope): void {
  if (!scopes.has(scope)) throw new Refusal('forbidden', `that needs the scope ${scope}`);
}
