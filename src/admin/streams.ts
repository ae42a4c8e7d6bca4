import type { RouterMiddleware } from '@koa/router';
import { getBackup, putBackup } from './api/backup.js';
import { getEvents } from './api/events.js';
import type { AdminOptions } from './options.js';
import type { Scope } from './scopes.js';

/** What of the API is no JSON: a stream of events and files, each with what it needs. */
export interface Stream {
  readonly method: 'get' | 'put';
  readonly path: `/${string}`;
  readonly scope: Scope;
  readonly answer: RouterMiddleware;
}

export const streamsFor = (options: AdminOptions): readonly Stream[] => [
  { method: 'get', path: '/events', scope: 'events:read', answer: getEvents(options) },
  { method: 'get', path: '/backup', scope: 'backup:write', answer: getBackup(options) },
  { method: 'put', path: '/backup', scope: 'backup:write', answer: putBackup(options) },
];
