import type { ServerResponse } from 'node:http';
import type { Interception } from '../happenings/happening.js';

/** What a captive client hears. */
export interface Answer {
  /** What is told of each time that it is given. */
  readonly interception?: Interception;
  readonly status: 511 | 302;
  /** Names and values by turns, as Node takes them without work. */
  readonly headers: readonly string[];
  /** Each character is one octet: Node sends such a text together with the head, in one piece. */
  readonly body: Buffer;
}

/**
 * Every header is there, so that Node works nothing out but the date. A socket that is kept alive would stay redirected
 * after the login; what is said to a captive client ends with it.
 */
export function answerOf(status: Answer['status'], type: string, text: string, location?: string): Answer {
  const body = Buffer.from(text);
  return {
    status,
    headers: [
      ...['Cache-Control', 'no-store'],
      ...['Connection', 'close'],
      ...['Content-Type', type],
      ...(location === undefined ? [] : ['Location', location]),
      ...['Content-Length', String(body.length)],
    ],
    body,
  };
}

/** For the clients that cannot hear a 511. Never 301, 303 or 308, which some take for "no internet" or keep. */
export function redirection(portalUrl: string, isEmpty: boolean): Answer {
  const text = isEmpty ? '' : `<!doctype html><title>302</title><a href="${portalUrl}">${portalUrl}</a>\n`;
  return answerOf(302, html, text, portalUrl);
}

export const html = 'text/html; charset=utf-8';

/** Who has left while his body was read hears nothing. */
export function give({ status, headers, body }: Answer, response: ServerResponse): void {
  if (response.destroyed) return;
  response.writeHead(status, headers as string[]);
  response.end(body);
}
