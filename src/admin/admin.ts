import Router from '@koa/router';
import type Koa from 'koa';
import { koaApp } from '../http/koa-app.js';
import { deleteAuthorisations, putAuthorisation } from './api/authorisations.js';
import { getClients } from './api/clients.js';
import { deleteListEntriesOf, getListEntries, putListEntryOf } from './api/list-entries.js';
import { getStatus } from './api/status.js';
import type { AdminOptions } from './options.js';
import { problems } from './problems.js';

/** The operators' API. Whoever can open the Unix socket, which is 0600, may do everything. */
export function adminApi(options: AdminOptions): Koa {
  const router = new Router({ prefix: '/api/v1' });
  router.get('/status', getStatus(options));
  router.get('/clients', getClients(options));
  router.get('/list-entries', getListEntries(options));
  router.put('/list-entries/:mac', putListEntryOf(options));
  router.delete('/list-entries/:mac', deleteListEntriesOf(options));
  router.put('/authorisations/:mac', putAuthorisation(options));
  router.delete('/authorisations/:mac', deleteAuthorisations(options));

  const app = koaApp(options.log);
  app.use(problems(options.log, options.random));
  app.use(router.routes());
  app.use(router.allowedMethods());
  return app;
}
