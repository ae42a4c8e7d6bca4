import Router from '@koa/router';
import type Koa from 'koa';
import { errorPages } from '../http/error-pages.js';
import { koaApp } from '../http/koa-app.js';
import { logo } from '../http/logo.js';
import { captivePortalApi } from './captive-portal-api.js';
import { pageHeaders } from './headers.js';
import { login, loginPage } from './login.js';
import { logout } from './logout.js';
import { issueCode, moveByCode } from './move.js';
import type { PortalOptions } from './options.js';
import { ownAuthority } from './own-authority.js';
import { statusPage } from './status.js';
import { step } from './steps.js';

/** The login server: the user portal and the captive portal API (RFC 8952 §2.2, §2.3). */
export function portal(options: PortalOptions): Koa {
  const router = new Router();
  router.get('/', loginPage(options));
  router.post('/login', login(options));
  router.get('/login/:method/:step', step(options));
  router.post('/login/:method/:step', step(options));
  router.get('/status', statusPage(options));
  router.post('/logout', logout(options));
  router.post('/code', issueCode(options));
  router.post('/move', moveByCode(options));
  router.get('/logo/:name', logo(options.looks));
  router.get('/captive-portal/api', captivePortalApi(options));

  const app = koaApp(options.log);
  app.use(pageHeaders(options.looks));
  app.use(errorPages({ ...options, loginUrl: options.url }));
  app.use(ownAuthority(options.url));
  app.use(router.routes());
  app.use(router.allowedMethods());
  return app;
}
