import Router from '@koa/router';
import type { Context } from 'koa';
import { type SignedIn, signedInBy } from '../auth/authenticate.js';
import type { AllOperations } from '../operations.js';
import type { AdminOptions } from '../options.js';
import { addAccount } from './account.js';
import { addAppearance } from './appearance.js';
import { addAudit } from './audit-pages.js';
import { clientPage, clientsPage } from './client-pages.js';
import { durationIn } from './durations.js';
import { addEntrance } from './entrance.js';
import { given, readForm } from './form.js';
import { addLists } from './lists.js';
import { addLive } from './live.js';
import { nowPage } from './now-page.js';
import { addOperatorPages } from './operator-pages.js';
import { seeOther, sendPage } from './pages.js';
import { showAgain } from './refused-form.js';
import { sendScript } from './scripts.js';
import { addUsers } from './users.js';
import { addVouchers } from './vouchers.js';

type Show = (ctx: Context, signedIn: SignedIn) => Promise<void>;
type Act = (form: URLSearchParams, signedIn: SignedIn, ctx: Context) => Promise<string | undefined>;

/** Routes behind the login. */
export interface Behind {
  readonly get: (path: string, show: Show) => void;
  /**
   * Acts on a form of a page of ours; then the browser opens the path that it gives, if it does. Where it throws, the page
   * is shown again, as it was filled in.
   */
  readonly post: (path: string, act: Act, mostBytes?: number) => void;
}

/** The pages for operators. What they do, they do by the operations of the API: so the same checks hold. */
export function consoleRouter(options: AdminOptions, operations: AllOperations): Router {
  const router = new Router();
  addEntrance(router, options);

  const behind: Behind = {
    get: (path, show) => {
      router.get(path, async (ctx) => {
        const signedIn = await signedInBy(ctx, options.doors);
        if (signedIn) await show(ctx, signedIn);
        else seeOther(ctx, '/login');
      });
    },
    post: (path, act, mostBytes) => {
      router.post(path, async (ctx) => {
        const signedIn = await signedInBy(ctx, options.doors);
        if (!signedIn) return seeOther(ctx, '/login');
        const form = await readForm(ctx, signedIn, mostBytes);
        try {
          const location = await act(form, signedIn, ctx);
          if (location !== undefined) seeOther(ctx, location);
        } catch (thrown) {
          await showAgain(ctx, router, form, thrown, options);
        }
      });
    },
  };

  behind.get('/', async (ctx, signedIn) =>
    sendPage(ctx, 'now', await nowPage(options, operations, signedIn), signedIn),
  );
  behind.get('/clients', async (ctx, signedIn) => {
    const query = Object.fromEntries(new URLSearchParams(ctx.querystring));
    sendPage(ctx, 'clients', await clientsPage(options, operations, signedIn, query), signedIn);
  });
  behind.get('/clients/:zone/:mac', async (ctx, signedIn) => {
    const { zone = '', mac = '' } = ctx.params as Record<string, string>;
    sendPage(ctx, 'client', await clientPage(options, operations, signedIn, zone, mac), signedIn);
  });
  behind.get('/zones', async (ctx, signedIn) => {
    const zones = await operations.listZones.run({}, signedIn.caller);
    const maySee = signedIn.caller.scopes.has('configuration:read');
    const configuration = maySee ? await operations.getConfiguration.run({}, signedIn.caller) : undefined;
    sendPage(ctx, 'zones', { zones, configuration }, signedIn);
  });

  const backTo = (form: URLSearchParams) => `/clients/${encode(form, 'zone')}/${encode(form, 'mac')}`;
  behind.post('/sessions/end', async (form, { caller }) => {
    const { mac, zone = '' } = given(form, 'mac', 'zone');
    await operations.deleteAuthorisations.run({ params: { mac }, query: { zone } }, caller);
    return backTo(form);
  });
  behind.post('/sessions/extend', async (form, { caller }) => {
    const body = { ...given(form, 'zone', 'plan'), ...durationIn(form) };
    await operations.putAuthorisation.run({ params: given(form, 'mac'), body }, caller);
    return backTo(form);
  });
  behind.get('/scripts/:name', async (ctx) => sendScript(ctx));
  addLive(router, options);
  addLists(behind, options, operations);
  addVouchers(behind, options, operations);
  addUsers(behind, options, operations);
  addAudit(behind, operations);
  addAppearance(behind, options);
  addOperatorPages(behind, operations);
  addAccount(behind, options);
  return router;
}

const encode = (form: URLSearchParams, name: string) => encodeURIComponent(form.get(name) ?? '');
