import type { Context, Middleware } from 'koa';
import { bytesLeft } from '../access/bytes-left.js';
import type { Standing } from '../access/decide.js';
import { fellowsOf } from '../access/fellows.js';
import { standingNow } from '../access/standing-now.js';
import { type Client, keyOf } from '../client/client.js';
import { parseOriginalUrl } from '../http/original-url.js';
import type { MomentView, ViewData } from '../http/views.js';
import { bytesText, durationText, sinceText } from '../languages/amounts.js';
import type { Language } from '../languages/language.js';
import { timeZoneOf } from '../plan/plan.js';
import type { Authorisation } from '../store/authorisation.js';
import { statusPath } from './answer.js';
import { deviceOf } from './device.js';
import { seeOther, sendHtml } from './headers.js';
import { canExtend, type PortalOptions, planOf, wayOf, zoneOf } from './options.js';

type StatusView = ViewData['status'];

/** `GET /status`: since when, how long yet, how much; who is captive goes to the login page. */
export function statusPage(options: PortalOptions): Middleware {
  const { identify, gate, looks, tokens } = options;
  return async (ctx) => {
    const client = identify(ctx.req.socket);
    const standing = await standingNow(gate, client);
    if (standing.state !== 'authorised' && standing.state !== 'allowed') return seeOther(ctx, '/');
    const views = looks.ofZone(client.zone);
    const language = views.languageFor(ctx);
    const original = parseOriginalUrl(ctx.query.url);
    const html = views.render('status', language, {
      session: await sessionOf(options, client, standing, language),
      device: await deviceOf(options, client),
      others: await othersOf(options, client, standing, language),
      code: standing.state === 'authorised' ? codeView(options, standing.authorisation, language) : undefined,
      token: tokens.issue(client),
      original,
      refresh: refreshing(ctx, statusPath(original)),
    });
    sendHtml(ctx, html);
  };
}

const refreshSeconds = 60;

/** The page refreshes itself until the visitor asks it not to, as whoever reads slowly may (WCAG 2.2.1). */
function refreshing(ctx: Context, path: string): StatusView['refresh'] {
  if (ctx.query.still !== undefined) return { isOn: false, otherwise: path };
  ctx.set('Refresh', String(refreshSeconds));
  return { isOn: true, otherwise: `${path}${path.includes('?') ? '&' : '?'}still` };
}

async function sessionOf(
  options: PortalOptions,
  client: Client,
  standing: Standing,
  language: Language,
): Promise<StatusView['session']> {
  if (standing.state !== 'authorised') return undefined;
  const { startedAt, endsAt, used: stored } = standing.authorisation;
  const { gate } = options;
  await gate.usage.readOne(client);
  const used = gate.usage.usedBy(client) ?? stored;
  const left = await bytesLeft(gate, standing);
  const msLeft = endsAt - gate.clock();
  return {
    method: standing.authorisation.method,
    since: momentView(options, client, startedAt, language),
    timeLeft: durationText(language, msLeft / 1000),
    timeShare: shareOf(msLeft, endsAt - startedAt),
    dataLeft: left && bytesText(language, left.bytes),
    dataShare: left && shareOf(left.bytes, left.ofBytes),
    received: bytesText(language, used.outputBytes),
    sent: bytesText(language, used.inputBytes),
    canExtend: canExtend(options, standing.authorisation),
    steps: stepsOf(options, standing.authorisation, language),
  };
}

function stepsOf(options: PortalOptions, { zone, method }: Authorisation, language: Language) {
  const steps = wayOf(zoneOf(options, zone), method)?.method.statusSteps?.(language) ?? [];
  return steps.map(({ step, title }) => ({ path: `/login/${method}/${step}`, title }));
}

/** In percent. */
const shareOf = (part: number, whole: number) =>
  whole > 0 ? Math.min(100, Math.max(0, Math.round((part / whole) * 100))) : 0;

/** As the clocks of the visitor's zone show it. */
function momentView(options: PortalOptions, { zone }: Client, at: number, language: Language): MomentView {
  return {
    iso: new Date(at).toISOString(),
    text: sinceText(language, at, timeZoneOf(planOf(options, zone))),
  };
}

async function othersOf(
  options: PortalOptions,
  client: Client,
  standing: Standing,
  language: Language,
): Promise<StatusView['others']> {
  if (standing.state !== 'authorised') return [];
  const fellows = await fellowsOf(options.gate, standing.authorisation);
  return Promise.all(
    fellows.map(async (each) => ({
      key: keyOf(each),
      name: (await deviceOf(options, each)).name,
      since: momentView(options, client, each.startedAt, language),
    })),
  );
}

/** In two halves, which are easier to read out. */
function codeView(
  { codes, gate }: PortalOptions,
  session: Authorisation,
  language: Language,
): StatusView['code'] {
  const code = codes.codeOf(session);
  if (!code) return undefined;
  const half = code.text.length / 2;
  const lasts = durationText(language, (code.endsAt - gate.clock()) / 1000);
  return { text: `${code.text.slice(0, half)}-${code.text.slice(half)}`, lasts };
}
