// The internet, as one process in its namespace: web pages on port 80, and on port 443 an answer by TCP and UDP each, so
// that a refusal can only come from the gateway.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { aptRepository } from './apt-repository.js';

const page = '<!doctype html><title>Original</title><h1>The original page</h1>\n';

const web = createServer((request, response) => {
  const path = request.url ?? '/';
  const aptFile = aptRepository.get(path.replace(/^\/apt\/(\.\/)?/, ''));
  if (path === '/') response.setHeader('Content-Type', 'text/html').end(page);
  else if (path === '/seen-from') response.end(request.socket.remoteAddress);
  else if (path === '/megabyte') response.end(Buffer.alloc(1024 * 1024));
  else if (path === '/stream') void send(response, 16 * 1024, 50);
  else if (path === '/trickle') void send(response, 1, 500);
  else if (path === '/upload') request.once('data', () => response.write('it comes\n')).resume();
  else if (path.startsWith('/apt/') && aptFile !== undefined) response.end(aptFile);
  else response.writeHead(404).end();
}).listen(80, '::');

const tcp = createTcpServer((socket) => socket.on('error', () => undefined).end('hello\n')).listen(443, '::');
const udp = createSocket('udp6');
udp.on('message', (message, from) => udp.send(message, from.port, from.address));
udp.bind(443, '::');

await Promise.all([web, tcp, udp].map((each) => once(each, 'listening')));
process.stdout.write('ready\n');

/** A download that goes on for longer than any test needs it. */
async function send(response: ServerResponse, chunkBytes: number, pauseMs: number): Promise<void> {
  const chunk = Buffer.alloc(chunkBytes);
  for (const end = Date.now() + 40_000; Date.now() < end && !response.destroyed; await pause(pauseMs))
    response.write(chunk);
  response.end();
}
