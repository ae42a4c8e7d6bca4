import { type Answer, ask, type Question } from '../hotspot/ask.js';
import type { Hotspot } from '../hotspot/hotspot.js';

/** The token that a page's form carries. */
export function tokenIn({ body }: Answer): string {
  return /name="token" value="([^"]*)"/.exec(body)?.[1] ?? '';
}

/** Opens the login page, and sends its form with the one button. */
export async function logIn(hotspot: Hotspot, question: Question = {}): Promise<Answer> {
  const token = tokenIn(await ask(hotspot.portal, { ...question, path: '/' }));
  return post(hotspot, '/login', { token }, question);
}

/** Opens the status page, and sends the form that logs out. */
export async function logOut(hotspot: Hotspot): Promise<Answer> {
  return post(hotspot, '/logout', { token: tokenIn(await ask(hotspot.portal, { path: '/status' })) });
}

/** Sends a form as a browser without cookies does. */
export function post(
  hotspot: Hotspot,
  path: string,
  fields: Readonly<Record<string, string>>,
  question: Question = {},
): Promise<Answer> {
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded', ...question.headers };
  const body = new URLSearchParams(fields).toString();
  return ask(hotspot.portal, { ...question, method: 'POST', path, headers, body });
}
