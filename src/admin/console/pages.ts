import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Context } from 'koa';
import nunjucks from 'nunjucks';
import { Templates } from '../../http/templates.js';
import { builtInColours, styleOf } from '../../look/colours.js';
import type { SignedIn } from '../auth/authenticate.js';
import { refusedIn } from './refused-form.js';
import type { ScriptName } from './scripts.js';

const views = fileURLToPath(new URL('../../../../views/', import.meta.url));
const style = [
  styleOf(builtInColours),
  readFileSync(createRequire(import.meta.url).resolve('uplot/dist/uPlot.min.css'), 'utf8'),
  ...['style.css', 'admin/admin.css'].map((each) => readFileSync(`${views}${each}`, 'utf8')),
].join('\n');
const styleHash = createHash('sha256').update(style).digest('base64');

/** The scripts of a page, in their order; each works without them, and most have none. */
const scriptsOf: Readonly<Record<string, readonly ScriptName[]>> = {
  now: ['uplot', 'charts', 'live'],
  clients: ['live'],
  client: ['live'],
};

/** No foreign script, no frame but the previews, nothing foreign, nothing cached. */
const headersWith = (scripts: readonly ScriptName[]) => ({
  'Content-Security-Policy': [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    ...(scripts.length > 0 ? ["script-src 'self'", "connect-src 'self'"] : []),
    "frame-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Cache-Control': 'no-store',
});

let templates: Templates | undefined;

const sections = [
  ['/', 'Now', 'status:read'],
  ['/clients', 'Devices', 'clients:read'],
  ['/lists', 'Lists', 'lists:read'],
  ['/vouchers', 'Vouchers', 'vouchers:read'],
  ['/users', 'Users', 'accounts:read'],
  ['/audit', 'Audit', 'audit:read'],
  ['/zones', 'Zones', 'status:read'],
  ['/appearance', 'Appearance', 'status:read'],
  ['/operators', 'Operators', 'operators:write'],
] as const;

/**
 * Sends a page of the console, which are in `views/admin/`; `data` is its own. A page whose form was refused stays as it was
 * filled in: it follows nothing.
 */
export function sendPage(ctx: Context, view: string, data: object, signedIn?: SignedIn): void {
  templates ??= new Templates([views], (name) => name.startsWith('admin/'));
  const may = (scope: string) => signedIn?.caller.scopes.has(scope as never) ?? false;
  const path = `/${ctx.path.split('/')[1] ?? ''}`;
  const refused = refusedIn(ctx);
  const kept = (action: string) => (refused?.action === action ? refused.form : undefined);
  const scripts = refused ? [] : (scriptsOf[view] ?? []);
  ctx.body = templates.render(`admin/${view}`, {
    style: new nunjucks.runtime.SafeString(style),
    scripts,
    operator: signedIn?.operator,
    csrf: signedIn?.session.csrf,
    may,
    refused: refused?.told,
    kept: (action: string, field: string, otherwise = '') => kept(action)?.get(field) ?? otherwise,
    isKept: (action: string, field: string, value: string) =>
      kept(action)?.getAll(field).includes(value) ?? false,
    sections: sections
      .filter(([, , scope]) => may(scope))
      .map(([href, title]) => ({ href, title, isCurrent: href === path })),
    ...data,
  });
  ctx.set(headersWith(scripts));
  ctx.set('Content-Type', 'text/html; charset=utf-8');
}

/** The browser opens `location`, a path of ours, with GET. */
export function seeOther(ctx: Context, location: string): void {
  ctx.status = 303;
  ctx.set('Location', location);
  ctx.set('Cache-Control', 'no-store');
  ctx.body = '';
}
