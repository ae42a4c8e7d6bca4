import type { ServerResponse } from 'node:http';
import type { Interception } from '../happenings/happening.js';

export const html = 'text/html; charset=utf-8';

/** What a captive client hears. */
export interface Answer {
  /** What is told of each time that it is given. */
  readonly interception?: Interception;
  readonly status: 511 | 302;
  /** All of them but the date, names and values by turns: Node has nothing left to work out. */
  readonly headers: readonly string[];
  readonly body: Buffer;
}

/** A socket that is kept alive would stay redirected after the login; what is said to a captive client ends with it. */
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

/** Whoever has left meanwhile hears nothing, which Node takes calmly. */
export function give({ status, headers, body }: Answer, response: ServerResponse): void {
  response.writeHead(status, headers as string[]);
  response.end(body);
}
