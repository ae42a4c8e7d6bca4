import type { Answer } from '../hotspot/ask.js';
import type { Client, ProbeRequest } from './probe-requests.js';

/** `failed`: the client believes in a network without Internet and shows no sign-in. `unknown`: its rule is not known. */
export type Belief = 'open' | 'portal' | 'failed' | 'unknown';

/** What a client concludes from the answer to its probe. `follow` opens the redirect of an answer, as often as it takes. */
export type Rule = (answer: Answer, probe: ProbeRequest, follow: Follow) => Promise<Belief>;
export type Follow = (answer: Answer) => Promise<Answer>;

const isRedirect = ({ status, headers }: Answer, codes: readonly number[]) =>
  codes.includes(status) && headers.location !== undefined;
const lengthOf = ({ headers }: Answer) => Number(headers['content-length'] ?? 'NaN');

/** AOSP NetworkMonitor and CaptivePortalProbeResult; redirects are not followed. */
const android: Rule = async (answer) => {
  const status = answer.status === 200 && lengthOf(answer) <= 4 ? 599 : answer.status;
  if (status === 204) return 'open';
  return status >= 200 && status <= 399 ? 'portal' : 'failed';
};

/** shill's portal_detector.cc. */
const chromeOs: Rule = async (answer) => {
  if (answer.status === 204) return 'open';
  if (isRedirect(answer, [302, 307])) return 'portal';
  return answer.status === 200 && lengthOf(answer) > 1 ? 'portal' : 'failed';
};

/** Chromium's captive_portal_detector.cc judges the answer at the end of the redirects. */
const chromium: Rule = async (answer, _probe, follow) => {
  const { status } = await follow(answer);
  if (status === 204) return 'open';
  return status === 511 || (status >= 200 && status <= 399) ? 'portal' : 'failed';
};

/** CaptiveDetect of Firefox. */
const firefox: Rule = async ({ status, body }, { openBody }) => {
  if (status === 200 && body === openBody) return 'open';
  return status === 511 || (status >= 200 && status <= 399) ? 'portal' : 'failed';
};

/** nm-connectivity.c: the header, or the beginning of the body; everything else that is HTTP is a portal. */
const networkManager: Rule = async ({ status, headers, body }, { openBody = '' }) => {
  if (headers['x-networkmanager-status'] === 'online' || status === 204) return 'open';
  return body.startsWith(openBody) ? 'open' : 'portal';
};

/** ConnMan's wispr.c; 1.41 goes silent after a redirect with a body, and crashes on a chunked one. */
const connMan: Rule = async (answer, _probe, follow) => {
  if (answer.headers['x-connman-status'] !== undefined) return 'open';
  const isRead = answer.headers['transfer-encoding'] === undefined && lengthOf(answer) === 0;
  if (!isRead || !isRedirect(answer, [300, 301, 302, 303, 307, 308])) return 'failed';
  const { status, headers } = await follow(answer);
  if (status !== 200) return 'failed';
  return headers['x-connman-status'] === undefined ? 'portal' : 'open';
};

/** Microsoft's NCSI document: the exact text, else a portal. */
const windows: Rule = async ({ status, body }, { openBody }) =>
  status === 200 && body === openBody ? 'open' : 'portal';

/** Decompiled: follows redirects and looks for a title that is exactly "Success"; 511 runs as 200 does. */
const apple: Rule = async (answer, _probe, follow) => {
  const { status, body } = await follow(answer);
  if (/<title>Success<\/title>/i.test(body)) return 'open';
  return status === 200 || status === 511 ? 'portal' : 'failed';
};

/** Tailscale's captivedetection. */
const tailscale: Rule = async ({ status }) => (status === 204 ? 'open' : 'portal');

/** Mozilla VPN's captive portal detection: a redirect is a portal, another fault is not. */
const mozillaVpn: Rule = async (answer, { openBody }) => {
  if (answer.status === 200 && answer.body.trim() === openBody) return 'open';
  return isRedirect(answer, [301, 302, 303, 307, 308]) ? 'portal' : 'failed';
};

/** Only reports from the field: a fixed body of a page that is not ours. */
const fireOs: Rule = async ({ status }) => (status === 200 || status === 204 ? 'open' : 'unknown');
const nintendo: Rule = async ({ headers }) => (headers['x-organization'] === 'Nintendo' ? 'open' : 'unknown');

export const rules: Readonly<Record<Client, Rule>> = {
  Android: android,
  ChromeOS: chromeOs,
  Chromium: chromium,
  Firefox: firefox,
  NetworkManager: networkManager,
  ConnMan: connMan,
  Windows: windows,
  Apple: apple,
  Tailscale: tailscale,
  'Mozilla VPN': mozillaVpn,
  'Fire OS': fireOs,
  Nintendo: nintendo,
};
