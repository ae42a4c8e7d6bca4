import type { Middleware } from 'koa';
import { bytesLeft } from '../access/bytes-left.js';
import type { Standing } from '../access/decide.js';
import { standingNow } from '../access/standing-now.js';
import type { Client } from '../client/client.js';
import { parseOriginalUrl } from '../http/original-url.js';
import type { ViewData } from '../http/views.js';
import { bytesText, durationText } from '../languages/amounts.js';
import type { Language } from '../languages/language.js';
import { deviceOf } from './device.js';
import { seeOther, sendHtml } from './headers.js';
import { type PortalOptions, zoneOf } from './options.js';

/** `GET /status`: since when, how long yet, how much; who is captive goes to the login page. */
export function statusPage(options: PortalOptions): Middleware {
  const { identify, gate, looks, tokens } = options;
  return async (ctx) => {
    const client = identify(ctx.req.socket.remoteAddress);
    const standing = await standingNow(gate, client);
    if (standing.state !== 'authorised' && standing.state !== 'allowed') return seeOther(ctx, '/');
    const views = looks.ofZone(client.zone);
    const language = views.languageFor(ctx);
    const html = views.render('status', language, {
      session: await sessionOf(options, client, standing, language),
      device: await deviceOf(options, client),
      code: standing.state === 'authorised' ? codeView(options, client, language) : undefined,
      token: tokens.issue(client),
      original: parseOriginalUrl(ctx.query.url),
    });
    sendHtml(ctx, html);
  };
}

async function sessionOf(
  options: PortalOptions,
  client: Client,
  standing: Standing,
  language: Language,
): Promise<ViewData['status']['session']> {
  if (standing.state !== 'authorised') return undefined;
  const { startedAt, endsAt, used: stored } = standing.authorisation;
  const { gate } = options;
  await gate.usage.readOne(client);
  const used = gate.usage.usedBy(client) ?? stored;
  const left = await bytesLeft(gate, standing);
  const since = new Date(startedAt);
  const format = new Intl.DateTimeFormat(language.tag, { dateStyle: 'medium', timeStyle: 'short' });
  return {
    since: { iso: since.toISOString(), text: format.format(since) },
    timeLeft: durationText(language, (endsAt - gate.clock()) / 1000),
    dataLeft: left === undefined ? undefined : bytesText(language, left),
    received: bytesText(language, used.outputBytes),
    sent: bytesText(language, used.inputBytes),
    canExtend: zoneOf(options, client.zone).login.canExtend,
  };
}

/** In two halves, which are easier to read out. */
function codeView(
  { codes, gate }: PortalOptions,
  client: Client,
  language: Language,
): ViewData['status']['code'] {
  const code = codes.codeOf(client);
  if (!code) return undefined;
  const half = code.text.length / 2;
  const lasts = durationText(language, (code.endsAt - gate.clock()) / 1000);
  return { text: `${code.text.slice(0, half)}-${code.text.slice(half)}`, lasts };
}
