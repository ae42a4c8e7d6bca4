import { portalUrl, siteUrl } from './addresses.js';
import type { Phone } from './phone.js';

/** Where the login page's form goes. */
export const loginActionUrl = `${portalUrl}login`;

/** Logs a phone in as its owner would: from the page that answers for another site, to the login page, and its button. */
export async function logIn(phone: Phone, ...curlOptions: string[]): Promise<void> {
  const intercepted = await phone.curl(...curlOptions, siteUrl);
  const page = await phone.curl(...curlOptions, loginUrlIn(intercepted.stdout));
  const form = formIn(page.stdout);
  const answer = await phone.curl(...curlOptions, '--write-out', '%{http_code}', ...form, loginActionUrl);
  if (answer.stdout !== '303') throw new Error(`the login was answered by ${answer.stdout} ${answer.stderr}`);
}

/** The link in the 511 page. */
export function loginUrlIn(page: string): string {
  return found(/<a class="button" href="([^"]+)"/, page);
}

/** curl's options that send the login page's form with its fields. */
export function formIn(page: string): string[] {
  return ['token', 'url'].flatMap((name) => ['--data-urlencode', `${name}=${fieldIn(name, page)}`]);
}

const fieldIn = (name: string, page: string) => found(new RegExp(`name="${name}" value="([^"]*)"`), page);

function found(pattern: RegExp, page: string): string {
  const [, value] = pattern.exec(page) ?? [];
  if (value === undefined) throw new Error(`no ${pattern} in: ${page}`);
  return value.replaceAll('&amp;', '&');
}
