import type { Context } from 'koa';
import { recorded } from '../../audit/record-happenings.js';
import type { AllOperations } from '../operations.js';
import { invalid } from '../refusal.js';
import { csvOf } from '../rest/csv.js';
import { given } from './form.js';
import { sendPage } from './pages.js';
import type { Behind } from './routes.js';
import { bytes, moment } from './shown.js';

const recordFields = ['from', 'to', 'mac', 'user', 'address', 'by', 'what'];
const sessionFields = ['mac', 'user', 'address', 'at'];
const mostShown = 200;
const mostInCsv = 100_000;

/** Who did what, and which device had which address. */
export function addAudit(behind: Behind, operations: AllOperations): void {
  behind.get('/audit', async (ctx, signedIn) => {
    const form = new URLSearchParams(ctx.querystring);
    const filter = given(form, ...recordFields);
    const { before: to, skip } = cursorIn(form);
    const query = { ...withTimes(filter, 'from', 'to'), ...to, limit: mostShown + skip };
    const { records, isCut } = await operations.listAuditRecords.run({ query }, signedIn.caller);
    const shown = records.slice(0, Math.max(0, records.length - skip)).reverse();
    const rows = shown.map(({ at, what, by, mac, zone, ...others }) => {
      return { ...{ what, by, mac, zone }, at: moment(at), details: detailsOf(others) };
    });
    const csv = `/audit/records.csv?${new URLSearchParams(filter)}`;
    const older = isCut && `/audit?${new URLSearchParams({ ...filter, ...cursorAfter(records) })}`;
    sendPage(ctx, 'audit', { rows, older, csv, filter: asFields(filter), kinds: recorded }, signedIn);
  });

  behind.get('/audit/records.csv', async (ctx, { caller }) => {
    const filter = given(new URLSearchParams(ctx.querystring), ...recordFields);
    const asked = { query: { ...withTimes(filter, 'from', 'to'), limit: mostInCsv } };
    sendCsv(ctx, 'audit.csv', (await operations.listAuditRecords.run(asked, caller)).records);
  });

  behind.get('/audit/sessions', async (ctx, signedIn) => {
    const query = given(new URLSearchParams(ctx.querystring), ...sessionFields);
    const asked = { query: { ...withTimes(query, 'at'), limit: mostShown } };
    const { sessions, isCut } = await operations.listSessions.run(asked, signedIn.caller);
    const rows = sessions.reverse().map((session) => ({
      ...session,
      started: moment(session.startedAt),
      ended: moment(session.endedAt),
      received: session.outputBytes === null ? undefined : bytes(session.outputBytes),
      held: session.addresses.map((each) => ({ ...each, from: moment(each.from), to: moment(each.to) })),
    }));
    const csv = `/audit/sessions.csv?${new URLSearchParams(query)}`;
    sendPage(ctx, 'history', { rows, isCut, csv, filter: query }, signedIn);
  });

  behind.get('/audit/sessions.csv', async (ctx, { caller }) => {
    const query = given(new URLSearchParams(ctx.querystring), ...sessionFields);
    const asked = { query: { ...withTimes(query, 'at'), limit: mostInCsv } };
    sendCsv(ctx, 'sessions.csv', (await operations.listSessions.run(asked, caller)).sessions);
  });
}

/** What a browser's field gives has no time zone: it is this machine's, in which the pages show times. */
function withTimes(query: Record<string, string>, ...names: readonly string[]): Record<string, string> {
  const times = names.flatMap((parameter) => {
    const text = query[parameter];
    if (text === undefined) return [];
    const time = new Date(text);
    if (Number.isNaN(time.getTime()))
      throw invalid([{ parameter, detail: 'allowed: a time such as 2026-11-21T14:05' }]);
    return [[parameter, time.toISOString()]];
  });
  return { ...query, ...Object.fromEntries(times) };
}

/** The other way round; Swedish times are ISO 8601 but for the blank. */
function asFields({ from, to, ...filter }: Record<string, string>): Record<string, string> {
  const times = Object.entries({ from, to }).flatMap(([name, text]) =>
    text === undefined ? [] : [[name, new Date(text).toLocaleString('sv-SE').replace(' ', 'T')]],
  );
  return { ...filter, ...Object.fromEntries(times) };
}

/** Where a page goes on: an import leaves more records of one millisecond than a page holds, so a time alone would not do. */
function cursorIn(form: URLSearchParams) {
  const { before, skip = '0' } = given(form, 'before', 'skip');
  if (!/^\d{1,6}$/.test(skip))
    throw invalid([{ parameter: 'skip', detail: 'allowed: a number such as 200' }]);
  const { before: time } = withTimes(before === undefined ? {} : { before }, 'before');
  return { before: time === undefined ? {} : { to: time }, skip: Number(skip) };
}

/** A period does not hold its end, so it begins just after the oldest; those of its moment that were shown are left out. */
function cursorAfter(records: readonly { readonly at: string }[]): Record<string, string> {
  const oldest = records[0]?.at ?? '';
  const before = new Date(Date.parse(oldest) + 1).toISOString();
  return { before, skip: String(records.filter(({ at }) => at === oldest).length) };
}

const detailsOf = (members: object) =>
  Object.entries(members)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');

function sendCsv(ctx: Context, name: string, rows: readonly object[]): void {
  ctx.attachment(name);
  ctx.set({ 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' });
  ctx.set('Content-Type', 'text/csv; charset=utf-8');
  ctx.body = csvOf(rows);
}
