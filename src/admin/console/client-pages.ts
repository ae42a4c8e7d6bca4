import { PortalError } from '../../errors.js';
import type { clientOrders } from '../api/clients.js';
import type { SignedIn } from '../auth/authenticate.js';
import type { AllOperations } from '../operations.js';
import type { AdminOptions } from '../options.js';
import { moment, shownClients } from './shown.js';

type Query = Readonly<Record<string, string>>;

const orderNames: Readonly<Record<(typeof clientOrders)[number], string>> = {
  zone: 'zone',
  mac: 'MAC address',
  state: 'state',
  name: 'name',
  user: 'user',
  startedAt: 'online since',
  endsAt: 'end',
  inputBytes: 'sent',
  outputBytes: 'received',
  lastSeenAt: 'last seen',
};
/** Where the largest is what one looks for. */
const descending = ['startedAt', 'inputBytes', 'outputBytes', 'lastSeenAt'];

/** Devices: searched, sorted, page by page. */
export async function clientsPage(
  { gate }: AdminOptions,
  operations: AllOperations,
  { caller }: SignedIn,
  { zone = '', state = '', search = '', sort = 'zone', cursor }: Query,
) {
  const chosen = Object.entries({ zone, state, search }).filter(([, value]) => value !== '');
  const query = { ...Object.fromEntries(chosen), sort, limit: 50 };
  const page = await operations.listClients.run({ query: cursor ? { ...query, cursor } : query }, caller);
  const next = new URLSearchParams({ ...Object.fromEntries(chosen), sort, cursor: page.nextCursor ?? '' });
  return {
    rows: await shownClients(page.items, gate.clock()),
    next: page.nextCursor === null ? undefined : `?${next}`,
    filter: { zone, state, search, sort },
    zones: gate.zones,
    orders: Object.entries(orderNames).map(([name, title]) => ({
      value: descending.includes(name) ? `-${name}` : name,
      title,
    })),
  };
}

/** One device, what it may, and what an operator can do about it; a device that was never seen, too. */
export async function clientPage(
  { gate, plans }: AdminOptions,
  operations: AllOperations,
  { caller }: SignedIn,
  zone: string,
  mac: string,
) {
  if (!gate.zones.some((each) => each === zone))
    throw new PortalError('not-found', { detail: `no zone ${zone}` });
  const found = await operations.listClients.run({ query: { zone, search: mac } }, caller);
  const absent = {
    ...{
      mac,
      zone,
      addresses: [],
      state: 'captive',
      name: null,
      note: null,
      method: null,
      user: null,
      startedAt: null,
      endsAt: null,
    },
    ...{ inputBytes: 0, outputBytes: 0, lastSeenAt: null },
  } as const;
  const [client] = await shownClients([found.items[0] ?? absent], gate.clock());
  const entries = (await operations.listListEntries.run({ query: { search: mac } }, caller)).items;
  return {
    client,
    isHere: found.items.length > 0,
    plans: Object.keys(plans),
    entries: entries
      .filter((entry) => entry.mac === client?.mac && (entry.zone === null || entry.zone === zone))
      .map((entry) => ({ ...entry, ends: moment(entry.endsAt), since: moment(entry.at) })),
  };
}
