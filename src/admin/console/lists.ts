import type { AllOperations } from '../operations.js';
import type { AdminOptions } from '../options.js';
import { durationIn } from './durations.js';
import { given } from './form.js';
import { sendPage } from './pages.js';
import type { Behind } from './routes.js';
import { moment } from './shown.js';

const mostImported = 4 * 1024 * 1024;

/** The allow and the deny list: seen, changed, imported. */
export function addLists(behind: Behind, { gate, plans }: AdminOptions, operations: AllOperations): void {
  behind.get('/lists', async (ctx, signedIn) => {
    const { kind = '', search = '', cursor } = Object.fromEntries(new URLSearchParams(ctx.querystring));
    const filter = { ...(kind === '' ? {} : { kind }), ...(search === '' ? {} : { search }) };
    const page = await operations.listListEntries.run(
      { query: { ...filter, limit: 100, ...(cursor ? { cursor } : {}) } },
      signedIn.caller,
    );
    const next = new URLSearchParams({ ...filter, cursor: page.nextCursor ?? '' });
    const data = {
      filter: { kind, search },
      entries: page.items.map((entry) => ({ ...entry, ends: moment(entry.endsAt), since: moment(entry.at) })),
      next: page.nextCursor === null ? undefined : `?${next}`,
      zones: gate.zones,
      plans: Object.keys(plans),
    };
    sendPage(ctx, 'lists', data, signedIn);
  });

  behind.post('/lists/put', async (form, { caller }) => {
    const body = { note: '', ...given(form, 'kind', 'zone', 'plan', 'note'), ...durationIn(form) };
    await operations.putListEntry.run({ params: given(form, 'mac'), body }, caller);
    return backTo(form);
  });

  behind.post('/lists/remove', async (form, { caller }) => {
    const query = given(form, 'zone');
    await operations.deleteListEntries.run({ params: given(form, 'mac'), query }, caller);
    return backTo(form);
  });

  behind.post(
    '/lists/import',
    async (form, signedIn, ctx) => {
      const { fromCsv } = operations.importListEntries;
      const text = (form.get('csv') ?? '').replaceAll('\r\n', '\n');
      const report = await operations.importListEntries.run(fromCsv?.(text) ?? {}, signedIn.caller);
      sendPage(ctx, 'imported', { report }, signedIn);
      return undefined;
    },
    mostImported,
  );
}

/** The page of the device, where the form was there. */
function backTo(form: URLSearchParams): string {
  const { mac, back } = given(form, 'mac', 'back');
  return back === undefined || mac === undefined
    ? '/lists'
    : `/clients/${encodeURIComponent(back)}/${encodeURIComponent(mac)}`;
}
