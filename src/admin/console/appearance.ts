import type { Context } from 'koa';
import { z } from 'zod';
import type { ZoneName } from '../../client/zone-name.js';
import { logo } from '../../http/logo.js';
import { languages } from '../../languages/languages.js';
import { languageTags } from '../../look/language-tag.js';
import { checkScope } from '../caller.js';
import { type AdminOptions, type Previewed, previewed } from '../options.js';
import { parsePart } from '../rest/parse-part.js';
import { sendPage } from './pages.js';
import type { Behind } from './routes.js';

const titles: Readonly<Record<Previewed, string>> = {
  login: 'Login page',
  intercept: '511 page',
  status: 'Status page',
  error: 'A fault',
};

const nameOf = new Intl.DisplayNames(['en'], { type: 'language' });

/** Shown in a frame of our own page and nowhere else; whatever is pressed there sends and opens nothing. */
const policyFor = (styleHash: string) =>
  [
    "default-src 'none'",
    `style-src '${styleHash}'`,
    "img-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
    'sandbox allow-same-origin',
  ].join('; ');

/** What visitors see, at the size of a phone. */
export function addAppearance(behind: Behind, { zones, looks, previews }: AdminOptions): void {
  const names = zones.map(({ name }) => name);
  const logos = logo(looks);
  const choice = z.strictObject({
    zone: z.enum(names).default(names[0] as ZoneName),
    language: z.enum(languageTags).default(languageTags[0]),
  });
  const ofPage = choice.extend({ page: z.enum(previewed) });
  const chosenIn = <Choice extends z.ZodType>(schema: Choice, { querystring }: Context) =>
    parsePart('parameter', schema, Object.fromEntries(new URLSearchParams(querystring))) as z.output<Choice>;

  behind.get('/appearance', async (ctx, signedIn) => {
    checkScope(signedIn.caller, 'status:read');
    const chosen = chosenIn(choice, ctx);
    const pages = previewed.map((page) => ({
      title: titles[page],
      source: `/appearance/page?${new URLSearchParams({ ...chosen, page })}`,
    }));
    const spoken = languageTags.map((tag) => ({ tag, name: nameOf.of(tag) }));
    sendPage(ctx, 'appearance', { zones, languages: spoken, pages, chosen }, signedIn);
  });

  behind.get('/appearance/page', async (ctx, { caller }) => {
    checkScope(caller, 'status:read');
    const { zone, language: tag, page } = chosenIn(ofPage, ctx);
    const language = languages.find((each) => each.tag === tag) ?? languages[0];
    const { html, styleHash } = previews(zone, language, page);
    ctx.set({ 'Content-Security-Policy': policyFor(styleHash), 'X-Content-Type-Options': 'nosniff' });
    ctx.set('Cache-Control', 'no-store');
    ctx.type = 'html';
    ctx.body = html;
  });

  behind.get('/logo/:name', async (ctx) => logos(ctx));
}
