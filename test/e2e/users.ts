import { portalUrl } from './addresses.js';
import type { Hotspot } from './hotspot.js';
import type { Phone } from './phone.js';

/** Adds a user as an operator does; gives the password that the operator is shown. */
export async function addUser(
  { daemon }: Hotspot,
  name: string,
  ...options: readonly string[]
): Promise<string> {
  const { stdout, stderr } = await daemon.run('users', 'add', name, '--generate', ...options);
  const [, password] = /the password (\S+)/.exec(stdout) ?? [];
  if (password === undefined) throw new Error(`no password: ${stdout}${stderr}`);
  return password;
}

/** Logs in as a user with curl; gives the status of the answer. */
export async function enter(phone: Phone, name: string, password: string): Promise<string> {
  const { stdout: page } = await phone.curl(portalUrl);
  const [, token = ''] = /name="token" value="([^"]+)"/.exec(page) ?? [];
  const fields = [`token=${token}`, 'method=password', `name=${name}`, `password=${password}`];
  const answer = ['--output', '/dev/null', '--write-out', '%{http_code}', `${portalUrl}login`];
  return (await phone.curl(...fields.flatMap((field) => ['--data-urlencode', field]), ...answer)).stdout;
}
