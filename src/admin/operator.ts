import type { Context } from 'koa';

/** Who asks, as `guarded` has found out. */
export const operatorOf = (ctx: Context) => String(ctx.state.operator);
