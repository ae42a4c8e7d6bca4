import type { Context } from 'koa';
import type { ZoneName } from '../client/zone-name.js';
import type { Interception } from '../happenings/happening.js';
import type { Looks } from '../http/looks.js';
import type { Target } from '../http/target.js';
import { noticeText } from '../languages/reasons.js';
import type { Refusal } from '../plan/limits.js';
import type { Authorisation } from '../store/authorisation.js';
import { Memo } from '../system/memo.js';
import { InterceptPages, interceptProblem, loginUrlFor } from './page.js';
import { type Probe, type ProbeSwitches, probeFinder } from './probes.js';

/** What a captive client hears. */
export interface Answer {
  /** What is told of each time that it is given. */
  readonly interception?: Interception;
  readonly status: 511 | 302;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What a captive visitor is told beside that he must log in. */
export interface WhyCaptive {
  readonly ended: Authorisation | undefined;
  readonly refusal: Refusal | undefined;
}

export interface AnswersOptions {
  readonly looks: Looks;
  readonly zones: readonly ZoneName[];
  /** The login server's URL ends with a slash. */
  readonly portal: { readonly url: string };
  readonly probes: ProbeSwitches;
}

const html = { 'Content-Type': 'text/html; charset=utf-8' };
const problem = { 'Content-Type': 'application/problem+json' };

/**
 * The answers to captive clients. Phones ask for the same few addresses all the time, and an answer depends on nothing
 * but the zone and four fields of the request: so those given lately are kept.
 */
export function answersFor({ looks, zones, portal, probes }: AnswersOptions) {
  const findProbe = probeFinder(probes);
  const pages = new InterceptPages(looks, zones);
  const recent = new Memo<Answer>(1_000, 500);
  const interceptions = new Map<string, Interception>();

  return (ctx: Context, target: Target, zone: ZoneName, why: WhyCaptive): Answer => {
    const { url = '', headers } = ctx.req;
    const { host = '', accept = '', 'accept-language': languages = '' } = headers;
    const notice =
      why.ended || why.refusal
        ? noticeText(looks.ofZone(zone).languageFor(ctx), why.ended, why.refusal)
        : undefined;
    // A header's value holds no line break, and a target none either.
    const key = `${zone}\n${host}\n${url}\n${accept}\n${languages}\n${notice ?? ''}`;
    return recent.get(key, () => {
      const probe = findProbe(target.hostname, target.path);
      const answer = workOut(ctx, target, zone, notice, probe);
      return { ...answer, interception: interceptionOf(zone, probe?.client ?? 'other', answer.status) };
    });
  };

  /** The same object each time, so that whoever counts can count by it. */
  function interceptionOf(zone: ZoneName, client: string, status: number): Interception {
    const key = `${zone}\n${client}\n${status}`;
    const interception = interceptions.get(key) ?? { zone, client, status };
    interceptions.set(key, interception);
    return interception;
  }

  function workOut(
    ctx: Context,
    target: Target,
    zone: ZoneName,
    notice: string | undefined,
    probe: Probe | undefined,
  ): Answer {
    if (probe && probe.answer !== 511) return redirection(portal.url, probe.answer === 'redirect-empty');
    const views = looks.ofZone(zone);
    const language = views.languageFor(ctx);
    const loginUrl = loginUrlFor(portal.url, target.url?.url);
    if (ctx.accepts('text/html', 'application/json', 'application/problem+json') === 'text/html')
      return { status: 511, headers: html, body: Buffer.from(pages.html(zone, language, loginUrl, notice)) };
    const text = interceptProblem(views.name, language, loginUrl, `${portal.url}captive-portal/api`, notice);
    return { status: 511, headers: problem, body: Buffer.from(text) };
  }
}

/** For the clients that cannot hear a 511. Never 301, 303 or 308, which some take for "no internet" or keep. */
export function redirection(portalUrl: string, isEmpty: boolean): Answer {
  const text = isEmpty ? '' : `<!doctype html><title>302</title><a href="${portalUrl}">${portalUrl}</a>\n`;
  return { status: 302, headers: { ...html, Location: portalUrl }, body: Buffer.from(text) };
}
