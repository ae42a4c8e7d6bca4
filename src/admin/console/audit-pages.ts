import type { Context } from 'koa';
import { recorded } from '../../audit/record-happenings.js';
import type { AllOperations } from '../operations.js';
import { invalid } from '../refusal.js';
import { csvOf } from '../rest/csv.js';
import { given } from './form.js';
import { sendPage } from './pages.js';
import type { Behind } from './routes.js';
import { bytes, moment } from './shown.js';

const mostShown = 200;
const mostInCsv = 100_000;

/** Who did what, and which device had which address. */
export function addAudit(behind: Behind, operations: AllOperations): void {
  behind.get('/audit', async (ctx, signedIn) => {
    const query = given(new URLSearchParams(ctx.querystring), 'mac', 'user', 'by', 'what');
    const asked = { query: { ...query, limit: mostShown } };
    const { records, isCut } = await operations.listAuditRecords.run(asked, signedIn.caller);
    const rows = records.reverse().map(({ at, what, by, mac, zone, ...others }) => {
      return { ...{ what, by, mac, zone }, at: moment(at), details: detailsOf(others) };
    });
    const csv = `/audit/records.csv?${new URLSearchParams(query)}`;
    sendPage(ctx, 'audit', { rows, isCut, csv, filter: query, kinds: recorded }, signedIn);
  });

  behind.get('/audit/records.csv', async (ctx, { caller }) => {
    const query = given(new URLSearchParams(ctx.querystring), 'mac', 'user', 'by', 'what');
    const asked = { query: { ...query, limit: mostInCsv } };
    sendCsv(ctx, 'audit.csv', (await operations.listAuditRecords.run(asked, caller)).records);
  });

  behind.get('/audit/sessions', async (ctx, signedIn) => {
    const query = given(new URLSearchParams(ctx.querystring), 'mac', 'user', 'address', 'at');
    const asked = { query: { ...withTime(query), limit: mostShown } };
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
    const query = given(new URLSearchParams(ctx.querystring), 'mac', 'user', 'address', 'at');
    const asked = { query: { ...withTime(query), limit: mostInCsv } };
    sendCsv(ctx, 'sessions.csv', (await operations.listSessions.run(asked, caller)).sessions);
  });
}

/** What a browser's field gives has no time zone: it is this machine's, in which the pages show times. */
function withTime({ at, ...query }: Record<string, string>): Record<string, string> {
  if (at === undefined) return query;
  const time = new Date(at);
  if (Number.isNaN(time.getTime()))
    throw invalid([{ parameter: 'at', detail: 'allowed: a time such as 2026-11-21T14:05' }]);
  return { ...query, at: time.toISOString() };
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
