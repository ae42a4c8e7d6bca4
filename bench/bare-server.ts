// The yardstick: what node:http costs when it does nothing but send the same bytes.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { keepSocketsFast } from '../src/system/sockets.js';
import { interceptorPort } from './servers.js';

const [path = '', connection = 'close', sockets] = process.argv.slice(2);
if (sockets === 'fast') keepSocketsFast();
const body = readFileSync(path, 'utf8');
const headers = {
  'Cache-Control': 'no-store',
  Connection: connection,
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Length': Buffer.byteLength(body),
};

const server = createServer((_, response) => response.writeHead(511, headers).end(body));
server.listen(interceptorPort, '::', () => process.stdout.write('ready\n'));
process.once('SIGTERM', () => process.exit(0));
