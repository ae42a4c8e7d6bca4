import type { Context, Middleware } from 'koa';
import type { Looks } from '../http/looks.js';

/**
 * No script, no frame, no foreign resource, nothing cached. Forms and referrers stay on this origin. The styles of all
 * zones are admitted, since a fault may come before the zone is known.
 */
export function pageHeaders(looks: Looks): Middleware {
  const views = looks.all();
  const styles = [...new Set(views.map(({ styleHash }) => `'${styleHash}'`))];
  const policy = [
    "default-src 'none'",
    `style-src ${styles.join(' ')}`,
    ...(views.some(({ logo }) => logo) ? ["img-src 'self'"] : []),
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  return (ctx, next) => {
    ctx.set('Content-Security-Policy', policy);
    ctx.set('X-Content-Type-Options', 'nosniff');
    ctx.set('Referrer-Policy', 'same-origin'); // "no-referrer" would make the Origin of our own forms null
    ctx.set('Cache-Control', 'no-store');
    return next();
  };
}

export function sendHtml(ctx: Context, html: string): void {
  ctx.body = html;
  ctx.set('Content-Type', 'text/html; charset=utf-8');
}

/** After a form: the browser opens `location` with GET, as a whole page. `location` is a path of ours. */
export function seeOther(ctx: Context, location: string): void {
  redirect(ctx, 303, location);
}

/** Leads elsewhere, with no page in between. */
export function redirect(ctx: Context, status: 302 | 303, location: string): void {
  ctx.status = status;
  ctx.set('Location', location);
  ctx.body = '';
}
