import { type RequestOptions, request } from 'node:http';
import { median, percentile } from './figures.js';
import { portalPort, type Visitor, visitors } from './state.js';

export interface Logins {
  /** From the form sent to its answer, at which the kernel lets the device through. */
  readonly medianMilliseconds: number;
  readonly p99Milliseconds: number;
  readonly perSecond: number;
}

const oneByOne = 500;
const parallel = 16;

/** Logs visitors in, first one after the other, then sixteen at a time. */
export async function measureLogins(): Promise<Logins> {
  const forms: (() => Promise<void>)[] = [];
  for (const visitor of visitors) forms.push(await openForm(visitor));
  for (const send of forms.splice(0, 200)) await send(); // warm
  const durations: number[] = [];
  for (const send of forms.splice(0, oneByOne)) {
    const began = performance.now();
    await send();
    durations.push(performance.now() - began);
  }
  const count = forms.length;
  const began = performance.now();
  await Promise.all(
    Array.from({ length: parallel }, async () => {
      for (let send = forms.pop(); send; send = forms.pop()) await send();
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  return {
    medianMilliseconds: median(durations),
    p99Milliseconds: percentile(durations, 99),
    perSecond: count / seconds,
  };
}

/** Fetches a visitor's login page; gives what sends its form. */
export async function openForm({ address: localAddress }: Visitor): Promise<() => Promise<void>> {
  const portal = { host: '127.0.0.1', port: portalPort, localAddress };
  const page = await ask({ ...portal, path: '/' });
  const [, token = ''] = /name="token" value="([^"]+)"/.exec(page.body) ?? [];
  return async () => {
    const { status } = await ask({ ...portal, path: '/login', method: 'POST' }, `token=${token}`);
    if (status !== 303) throw new Error(`a login was answered ${status}`);
  };
}

export function ask(options: RequestOptions, body?: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ ...options, agent: false }, (incoming) => {
      let text = '';
      incoming.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, body: text }));
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
