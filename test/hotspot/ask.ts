import { connect } from 'node:net';

export interface Question {
  readonly method?: string;
  /** The request target as it stands in the request line. */
  readonly path?: string;
  readonly version?: '1.0' | '1.1';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Which device of the hotspot asks: its loopback address. */
  readonly from?: string;
}

export interface Answer {
  readonly status: number;
  /** Status line and headers as they came. */
  readonly head: string;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Asks a server on loopback over a connection of its own and reads until it is closed. */
export async function ask(port: number, question: Question = {}): Promise<Answer> {
  const { method = 'GET', path = '/', version = '1.1', headers = {}, body = '', from } = question;
  const lines = Object.entries({
    ...(version === '1.1' ? { Host: `127.0.0.1:${port}`, Connection: 'close' } : {}),
    ...(body === '' ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  const text = `${method} ${path} HTTP/${version}\r\n${lines.join('')}\r\n${body}`;
  return parseAnswer(await exchange(port, text, from));
}

/** Sends a text as it is and gives everything that comes back. */
export function exchange(port: number, text: string, from = '127.0.0.1'): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect({ port, host: '127.0.0.1', localAddress: from });
    socket.setTimeout(60_000, () => socket.destroy(new Error('no answer within a minute')));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('end', () => resolve(Buffer.concat(chunks).toString()));
    socket.on('error', reject);
    socket.write(text);
  });
}

export function parseAnswer(text: string): Answer {
  const end = text.indexOf('\r\n\r\n');
  const head = text.slice(0, end);
  const [statusLine = '', ...lines] = head.split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
  );
  return { status: Number(statusLine.split(' ')[1]), head, headers, body: text.slice(end + 4) };
}
