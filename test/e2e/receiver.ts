import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';

/** A receiver of events that fails twice first. Prints `ready`, and each event that it takes, a line each. */
const [port = '', secret = ''] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);
let failures = 2;

createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString();
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = request.headers;
  const isOurs =
    signature === `v1,${createHmac('sha256', secret).update(`${id}.${at}.${body}`).digest('base64')}`;
  response.statusCode = failures > 0 ? 503 : isOurs ? 204 : 401;
  say(failures > 0 ? 'failed' : `${response.statusCode} ${body}`);
  failures -= 1;
  response.end();
}).listen(Number(port), '127.0.0.1', () => say('ready'));
