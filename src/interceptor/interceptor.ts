import type { IncomingMessage, RequestListener } from 'node:http';
import { decide, refuseDenied } from '../access/decide.js';
import type { Gate } from '../access/gate.js';
import { refusalNow } from '../access/refusal.js';
import { arrive } from '../access/roam.js';
import type { Client } from '../client/client.js';
import type { Identify } from '../client/identify.js';
import { PortalError } from '../errors.js';
import { discardBody, hasBody } from '../http/body.js';
import type { ErrorPageOptions } from '../http/error-pages.js';
import { faultAnswers } from '../http/fault-answers.js';
import { type Target, targetOf } from '../http/target.js';
import { printable } from '../system/log.js';
import { Memo } from '../system/memo.js';
import { type Answer, give, redirection } from './answer.js';
import { type AnswersOptions, answersFor, type WhyCaptive } from './answers.js';
import { isMeantForPortal } from './portal-name.js';

interface InterceptorOptions extends ErrorPageOptions, AnswersOptions {
  readonly identify: Identify;
  readonly gate: Gate;
}

/** Answers every request that a captive client sent to somebody else: whatever it asked for, it hears that it must log in. */
export function interceptor(given: InterceptorOptions): RequestListener {
  const options = { ...given, looks: given.looks.withoutLogos() };
  const { identify, gate, log } = options;
  const own = new URL(options.portal.url);
  const answerFor = answersFor(options);
  const answerFault = faultAnswers(options);
  const recentTargets = new Memo<Target>(1_000, 500);

  return async (request, response) => {
    try {
      give(await answerTo(request), response);
    } catch (fault) {
      answerFault(request, response, fault);
    }
  };

  async function answerTo(request: IncomingMessage): Promise<Answer> {
    if (hasBody(request)) await discardBody(request);
    const { url = '', headers, socket } = request;
    const target = recentTargets.get(`${headers.host ?? ''}\n${url}`, () => targetOf(request));
    if (isMeantForPortal(target, own, socket)) return answerForPortal(own);
    const client = identify(socket.remoteAddress);
    const arrival = arrive(gate, client);
    if (arrival) await arrival;
    const why = whyCaptive(client);
    if (log.isLevelEnabled('debug')) log.debug({ ...client, ...seen(request, target) }, 'intercepted');
    const answer = answerFor(request, target, client.zone, why);
    if (answer.interception) gate.tell('intercepted', answer.interception);
    return answer;
  }

  function whyCaptive(client: Client): WhyCaptive {
    const standing = decide(gate.store, client, gate.clock());
    refuseDenied(standing, client);
    if (standing.state !== 'captive')
      throw new PortalError('opening-soon', {
        detail: `${client.mac} is ${standing.state} and was redirected all the same`,
        retryAfterSeconds: 1,
      });
    return { ended: standing.ended, refusal: refusalNow(gate, client) };
  }
}

/** A visitor who typed the name of a portal with TLS is sent on. Without TLS he was sent here by us, and would be again. */
function answerForPortal(portal: URL): Answer {
  if (portal.protocol === 'http:')
    throw new PortalError('redirect-loop', {
      detail: `requests for ${portal.href} reach the interceptor: make the name resolve to an address of this gateway for clients, and portal.listen answer there`,
    });
  return redirection(portal.href, false);
}

function seen({ method, headers }: IncomingMessage, { hostname, path }: Target) {
  return {
    method: printable(method ?? ''),
    host: printable(hostname),
    path: printable(path),
    userAgent: printable(headers['user-agent'] ?? ''),
  };
}
