import { createHash } from 'node:crypto';
import { Refusal } from '../refusal.js';
import type { Raw } from './operation.js';

/** A strong ETag (RFC 9110 §8.8.3): two representations that differ have different ones. */
export const etagOf = (representation: unknown) =>
  `"${createHash('sha256').update(JSON.stringify(representation)).digest('base64url').slice(0, 22)}"`;

/** Throws where the resource is not what the request assumes (RFC 9110 §13.1); `current` is undefined where there is none. */
export function checkConditions(
  { ifMatch, ifNoneMatch }: Pick<Raw, 'ifMatch' | 'ifNoneMatch'>,
  current: unknown,
): void {
  const etag = current === undefined ? undefined : etagOf(current);
  if (ifMatch !== undefined && !names(ifMatch, etag))
    throw new Refusal('precondition-failed', etag ? `it is now ${etag}` : 'there is no such entry any more');
  if (ifNoneMatch !== undefined && names(ifNoneMatch, etag))
    throw new Refusal('precondition-failed', `there is one already: ${etag}`);
}

/** Weak ones never match. */
const names = (condition: string, etag: string | undefined) =>
  etag !== undefined &&
  (condition.trim() === '*' || condition.split(',').some((each) => each.trim() === etag));
