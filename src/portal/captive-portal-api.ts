import type { Middleware } from 'koa';
import { bytesLeft } from '../access/bytes-left.js';
import type { Standing } from '../access/decide.js';
import type { Gate } from '../access/gate.js';
import { standingNow } from '../access/standing-now.js';
import { present } from '../system/present.js';
import { redirect } from './headers.js';
import { canExtend, type PortalOptions } from './options.js';

const mediaType = 'application/captive+json';

/** `GET /captive-portal/api` (RFC 8908 §4, §5); a browser that strays here is sent to the portal. */
export function captivePortalApi(options: PortalOptions): Middleware {
  const { identify, gate, url, venueInfoUrl } = options;
  return async (ctx) => {
    ctx.vary('Accept');
    ctx.set('Cache-Control', 'private, no-store');
    if (ctx.accepts(mediaType, 'application/json', 'text/html') === 'text/html') {
      redirect(ctx, 302, url);
      return;
    }
    const client = identify(ctx.req.socket);
    const standing = await standingNow(gate, client);
    ctx.body = JSON.stringify({
      captive: standing.state === 'captive' || standing.state === 'denied',
      'user-portal-url': url,
      ...present({ 'venue-info-url': venueInfoUrl }),
      'can-extend-session': standing.state === 'authorised' && canExtend(options, standing.authorisation),
      ...secondsRemaining(standing, gate.clock()),
      ...(await bytesRemaining(gate, standing)),
    });
    ctx.set('Content-Type', mediaType);
  };
}

async function bytesRemaining(gate: Gate, standing: Standing) {
  const left = await bytesLeft(gate, standing);
  return left === undefined ? {} : { 'bytes-remaining': left.bytes };
}

/** Only for a client that is online and not for ever (RFC 8908 §5). */
function secondsRemaining(standing: Standing, now: number) {
  const end =
    standing.state === 'authorised'
      ? standing.authorisation.endsAt
      : standing.state === 'allowed'
        ? standing.entry.endsAt
        : undefined;
  return end === undefined ? {} : { 'seconds-remaining': Math.max(0, Math.floor((end - now) / 1000)) };
}
