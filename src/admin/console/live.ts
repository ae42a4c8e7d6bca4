import type Router from '@koa/router';
import { livePath, signedInBy } from '../auth/authenticate.js';
import type { AdminOptions } from '../options.js';
import { Refusal } from '../refusal.js';
import { Followers } from './followers.js';
import { LiveStream } from './live-stream.js';

/** Pages that follow what happens hear when to look again, as long as the session lasts and no longer. */
export function addLive(router: Router, { doors, happenings }: AdminOptions): void {
  const followers = new Followers();
  router.get(livePath, async (ctx) => {
    const isSignedIn = async () => (await signedInBy(ctx, doors)) !== undefined;
    if (!(await isSignedIn())) throw new Refusal('unauthenticated', 'a session is needed');
    ctx.body = new LiveStream(happenings, followers, isSignedIn);
    ctx.set('Content-Type', 'text/event-stream');
    ctx.set({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' });
  });
}
