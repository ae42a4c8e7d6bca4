import { portalUrl } from './addresses.js';
import type { Phone } from './phone.js';

/** Takes a session from one phone to another as their owner would: by the code that the first one's status page shows. */
export async function moveSession(from: Phone, to: Phone): Promise<void> {
  await send(from, '/code');
  const [, code = ''] = /class="code">([^<]+)</.exec((await from.curl(`${portalUrl}status`)).stdout) ?? [];
  await send(to, '/move', '--data-urlencode', `code=${code}`);
}

/** Sends a form with the token of the page on which the phone is. */
async function send(phone: Phone, path: string, ...fields: string[]): Promise<void> {
  const { stdout } = await phone.curl('--location', portalUrl);
  const [, token = ''] = /name="token" value="([^"]+)"/.exec(stdout) ?? [];
  const args = ['--output', '/dev/null', '--write-out', '%{http_code}', '--data-urlencode', `token=${token}`];
  const answer = await phone.curl(...args, ...fields, new URL(path, portalUrl).href);
  if (answer.stdout !== '303') throw new Error(`${path} was answered by ${answer.stdout} ${answer.stderr}`);
}
