import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Context } from 'koa';
import { PortalError } from '../../errors.js';

const own = (name: string) => fileURLToPath(new URL(`../../../../views/admin/${name}.js`, import.meta.url));

const paths = {
  live: own('live'),
  charts: own('charts'),
  uplot: createRequire(import.meta.url).resolve('uplot/dist/uPlot.iife.min.js'),
};
export type ScriptName = keyof typeof paths;

const read = Object.entries(paths).map(([name, path]) => {
  const text = readFileSync(path, 'utf8');
  const etag = createHash('sha256').update(text).digest('base64url');
  return [`${name}.js`, { text, etag }] as const;
});
const scripts: ReadonlyMap<string, { readonly text: string; readonly etag: string }> = new Map(read);

/** Sends the script that the path names; a browser that has it hears only that it has not changed. */
export function sendScript(ctx: Context): void {
  const { name = '' } = ctx.params as Record<string, string>;
  const script = scripts.get(name);
  if (!script) throw new PortalError('not-found', { detail: `no script ${name}` });
  ctx.status = 200;
  ctx.etag = script.etag;
  ctx.set({ 'Cache-Control': 'private, no-cache', 'X-Content-Type-Options': 'nosniff' });
  if (ctx.fresh) {
    ctx.status = 304;
    return;
  }
  ctx.body = script.text;
  ctx.set('Content-Type', 'text/javascript; charset=utf-8');
}
