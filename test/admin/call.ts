import { type Answer, ask } from '../hotspot/ask.js';
import type { Hotspot } from '../hotspot/hotspot.js';

/** Asks the operators' API as the command line does. */
export const call = (
  { admin }: Hotspot,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> =>
  ask(admin, {
    method,
    path: `/api/v1${path}`,
    headers,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });

export const read = async (hotspot: Hotspot, path: string) =>
  JSON.parse((await call(hotspot, 'GET', path)).body);
