import type { IncomingMessage } from 'node:http';
import type { ZoneName } from '../client/zone-name.js';
import type { Interception } from '../happenings/happening.js';
import type { Looks } from '../http/looks.js';
import type { Target } from '../http/target.js';
import { type Wishes, wishesOf } from '../http/wishes.js';
import { noticeText } from '../languages/reasons.js';
import type { Refusal } from '../plan/limits.js';
import type { Authorisation } from '../store/authorisation.js';
import { Memo } from '../system/memo.js';
import { type Answer, answerOf, html, redirection } from './answer.js';
import { InterceptPages, interceptProblem, loginUrlFor } from './page.js';
import { type Probe, type ProbeSwitches, probeFinder } from './probes.js';

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

/**
 * The answers to captive clients. Phones ask for the same few addresses all the time, and an answer depends on nothing
 * but the zone and four fields of the request: so those given lately are kept.
 */
export function answersFor({ looks, zones, portal, probes }: AnswersOptions) {
  const findProbe = probeFinder(probes);
  const pages = new InterceptPages(looks, zones);
  const recent = new Memo<Answer>(1_000, 500);
  const interceptions = new Map<string, Interception>();

  return (request: IncomingMessage, target: Target, zone: ZoneName, why: WhyCaptive): Answer => {
    const { url = '', headers } = request;
    const { host = '', accept = '', 'accept-language': languages = '' } = headers;
    const notice =
      why.ended || why.refusal
        ? noticeText(looks.ofZone(zone).languageFor(wishesOf(request)), why.ended, why.refusal)
        : undefined;
    // A header's value holds no line break, and a target none either.
    const key = `${zone}\n${host}\n${url}\n${accept}\n${languages}\n${notice ?? ''}`;
    return recent.get(key, () => {
      const probe = findProbe(target.hostname, target.path);
      const answer = workOut(wishesOf(request), target, zone, notice, probe);
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
    wishes: Wishes,
    target: Target,
    zone: ZoneName,
    notice: string | undefined,
    probe: Probe | undefined,
  ): Answer {
    if (probe && probe.answer !== 511) return redirection(portal.url, probe.answer === 'redirect-empty');
    const views = looks.ofZone(zone);
    const language = views.languageFor(wishes);
    const loginUrl = loginUrlFor(portal.url, target.url?.url);
    if (wishes.accepts('text/html', 'application/json', 'application/problem+json') === 'text/html')
      return answerOf(511, html, pages.html(zone, language, loginUrl, notice));
    const text = interceptProblem(views.name, language, loginUrl, `${portal.url}captive-portal/api`, notice);
    return answerOf(511, 'application/problem+json', text);
  }
}
