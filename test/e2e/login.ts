import { portalUrl, siteUrl } from './addresses.js';
import type { Phone } from './phone.js';

/** Logs a phone in as its owner would: from the page that answers for another site, to the login page, and its button. */
export async function logIn(phone: Phone, ...curlOptions: string[]): Promise<void> {
  const intercepted = await phone.curl(...curlOptions, siteUrl);
  const loginUrl = loginUrlIn(intercepted.stdout);
  const page = await phone.curl(...curlOptions, loginUrl);
  const form = formIn(page.stdout, loginUrl);
  const answer = await phone.curl(...curlOptions, '--write-out', '%{http_code}', ...form);
  if (answer.stdout !== '303') throw new Error(`the login was answered by ${answer.stdout} ${answer.stderr}`);
}

/** Enters a voucher's code on the login page, with curl; gives the status of the answer. */
export async function enterVoucher(phone: Phone, code = ''): Promise<string> {
  const { stdout: page } = await phone.curl(portalUrl);
  const [, token = ''] = /name="token" value="([^"]+)"/.exec(page) ?? [];
  const fields = [`token=${token}`, 'method=voucher', `voucher=${code}`];
  const answer = ['--output', '/dev/null', '--write-out', '%{http_code}', `${portalUrl}login`];
  return (await phone.curl(...fields.flatMap((field) => ['--data-urlencode', field]), ...answer)).stdout;
}

/** The link in the 511 page. */
export function loginUrlIn(page: string): string {
  return found(/<a class="button" href="([^"]+)"/, page);
}

/** curl's arguments that send the login page's form. */
export function formIn(page: string, pageUrl: string): string[] {
  const fields = ['token', 'url'].flatMap((name) => ['--data-urlencode', `${name}=${fieldIn(name, page)}`]);
  return [...fields, new URL('/login', pageUrl).href];
}

const fieldIn = (name: string, page: string) => found(new RegExp(`name="${name}" value="([^"]*)"`), page);

function found(pattern: RegExp, page: string): string {
  const [, value] = pattern.exec(page) ?? [];
  if (value === undefined) throw new Error(`no ${pattern} in: ${page}`);
  return value.replaceAll('&amp;', '&');
}
