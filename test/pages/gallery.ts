import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import Router from '@koa/router';
import { koaApp } from '../../src/http/koa-app.js';
import { logo } from '../../src/http/logo.js';
import { Looks } from '../../src/http/looks.js';
import { pageSamples } from '../../src/http/page-samples.js';
import { viewSamples } from '../../src/http/view-samples.js';
import { type ViewData, type ViewName, Views, type WayView } from '../../src/http/views.js';
import { durationText, momentText } from '../../src/languages/amounts.js';
import type { Language } from '../../src/languages/language.js';
import { fill } from '../../src/languages/languages.js';
import { parseLogo } from '../../src/look/logo.js';
import type { Look } from '../../src/look/look.js';
import { samplesWith } from '../../src/method-samples.js';
import { methods } from '../../src/methods.js';
import { pageHeaders, sendHtml } from '../../src/portal/headers.js';
import { silentLog } from '../../src/system/log.js';
import { projectPath } from '../project.js';

const logoFile = parseLogo(readFileSync(projectPath('test/e2e/logo.svg')));

/** What an operator may add is there, and long. */
const look: Look = {
  name: 'Café Example',
  help: {
    en: 'Ask at the counter, or call 030 123456.',
    de: 'Fragen Sie am Tresen oder rufen Sie 030 123456 an.',
    fr: 'Demandez au comptoir ou appelez le 030 123456.',
    es: 'Pregunte en el mostrador o llame al 030 123456.',
    ar: 'اسأل عند الاستقبال أو اتصل على الرقم \u2066030 123456\u2069.',
  },
  footer: 'Example Ltd, Example Street 1, 12345 Exampletown',
  ...(logoFile ? { logo: logoFile } : {}),
};

/** A page as it is served. */
export interface Exhibit {
  readonly name: string;
  readonly html: string;
}

const noon = Date.UTC(2026, 10, 21, 12, 30);
/** Nobody could look at a page that leads on at once. */
const leadingOn = /<meta http-equiv="refresh" content="0; url=[^>]*>/;

/** For operators, on paper. */
const printed = new Set(['login/voucher-sheet']);

/** Every page that there is, in a language, those of the login methods too. */
export function exhibitsIn(language: Language): Exhibit[] {
  const views = new Views(look, silentLog);
  const show = <Name extends ViewName>(name: string, view: Name, data: ViewData[Name]): Exhibit => ({
    name,
    html: views.render(view, language, data).replace(leadingOn, ''),
  });
  const { messages, problems } = language;
  const { intercept, login, status, error } = pageSamples(language);
  const closed = fill(language.refusedUntil.hours, { moment: momentText(language, noon, 'Europe/Berlin') });
  const fault = { text: messages.moveWrong, field: undefined };
  return [
    show('intercept', 'intercept', intercept),
    ...methods.map(({ name }) =>
      show(`login-${name}`, 'login', { ...login, ways: waysIn(language, undefined, name) }),
    ),
    show('login-all', 'login', { ...login, ways: waysIn(language), notice: language.ended['Idle-Timeout'] }),
    show('login-faults', 'login', { ...login, ways: waysIn(language, fault), moveFault: messages.moveWrong }),
    show('login-closed', 'login', {
      ...{ ...login, isRefused: true, isClosed: true },
      notice: `${language.refused.hours} ${closed}`,
    }),
    show('status', 'status', status),
    show('status-code', 'status', {
      ...{ ...status, others: [], original: undefined },
      code: { text: 'CDFH-JKMN', lasts: durationText(language, 540) },
      refresh: { isOn: false, otherwise: '/status' },
    }),
    show('status-allowed', 'status', { ...status, session: undefined, others: [], original: undefined }),
    show('error-temporary', 'error', error),
    show('error-permanent', 'error', {
      ...error,
      ...{
        problem: problems['store-full'],
        status: 507,
        prospect: messages.errorPermanent,
        isRetried: false,
      },
    }),
    show('error-form', 'error', {
      ...error,
      ...{ problem: problems['form-expired'], status: 403, prospect: undefined },
      ...{ loginUrl: '/', isRetried: false },
    }),
    ...Object.entries(samplesWith(methods)(language))
      .filter(([view]) => !Object.hasOwn(viewSamples, view) && !printed.has(view))
      .flatMap(([view, samples = []]) =>
        samples.map((data, number) =>
          show(`${view.replace('login/', '')}-${number + 1}`, view as `login/${string}`, data),
        ),
      ),
  ];
}

function waysIn(language: Language, fault?: WayView['fault'], only?: string): WayView[] {
  return methods
    .filter(({ name }) => only === undefined || name === only)
    .map(({ name, texts, samples: [sample = {}] }) => ({
      ...{ name, t: texts[language.tag], entered: {}, fault },
      ...sample,
      ...(name === 'click-through' ? { duration: durationText(language, 8 * 3600) } : {}),
    }));
}

/** Serves pages at `/<name>` with the portal's own headers; gives its URL and what closes it. */
export async function openGallery(exhibits: readonly Exhibit[]) {
  const looks = new Looks(new Views(look, silentLog));
  const app = koaApp(silentLog);
  app.use(pageHeaders(looks));
  const router = new Router();
  router.get('/logo/:name', logo(looks));
  router.get('/:page', (ctx) => {
    sendHtml(ctx, exhibits.find(({ name }) => name === ctx.params.page)?.html ?? '');
  });
  app.use(router.routes());
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => server.close() };
}
