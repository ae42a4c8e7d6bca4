import { type Client, type ClientKey, keyOf } from '../client/client.js';
import type { ZoneName } from '../client/zone-name.js';
import { reasonOf } from '../errors.js';
import type { Access, Firewall, FoundClient, OpenClient, SharedQuota } from '../firewall/firewall.js';
import { hasSameRates } from '../firewall/rates.js';
import { accountDigest } from '../store/account.js';
import type { Authorisation } from '../store/authorisation.js';
import { isEntryInForce, type ListEntry, listKeyOf } from '../store/list-entry.js';
import { sideBySide } from '../system/side-by-side.js';
import { inParts, inSteps } from '../system/steps.js';
import { stopwatch } from '../system/stopwatch.js';
import { standing } from './decide.js';
import { accessOf } from './enforcer.js';
import type { Gate } from './gate.js';
import { unwrittenBytes } from './history.js';

/** The kernel gives times in whole seconds, and the daemon's clock is not the kernel's. */
const toleranceMs = 5_000;
/** In one step for the enforcer, and steps side by side: the kernel has something to do while the next one is made ready. */
const clientsInStep = 75;
const stepsAtOnce = 3;

type FoundKind = FoundClient['kind'] | 'closed';

interface Difference {
  readonly client: Client;
  readonly wanted: Access['kind'];
  readonly found: FoundKind;
}

/**
 * Compares the firewall with the store and puts right what differs, and tells of it. `isAlone`: nobody logs in by this
 * gateway yet, so that one look is enough.
 */
export async function reconcile(gate: Gate, firewall: Firewall, isAlone = false): Promise<void> {
  const seconds = stopwatch();
  const rules = await firewall.repairRules();
  if (rules !== undefined) gate.tell('rules-repaired', { difference: rules });
  const differences = isAlone ? await differencesNow(gate, isAlone) : await lastingDifferences(gate);
  // What was read is where counting goes on from, where the firewall has lost its counters.
  if (rules !== undefined || differences.length > 0)
    await gate.usage.save(gate.store).catch((error: unknown) => {
      gate.log.warn({ reason: reasonOf(error) }, 'the usage could not be saved before the repair');
    });
  // The kernel's answer may be lost after it has taken a change: then nothing differs, and yet nobody knows that the client is in.
  const due = [...gate.enforcer.failed, ...differences.map(({ client }) => client)];
  const failures = await enforceAll(gate, [
    ...new Map(due.map((client) => [keyOf(client), client])).values(),
  ]);
  if (failures.length > 0) throw new Error(`the firewall could not be repaired: ${reasonOf(failures[0])}`);
  if (differences.length > 0) gate.tell('clients-repaired', { differences });
  gate.tell('reconciled', { seconds: seconds() });
}

/** Some clients at a time; gives why those failed that did. */
async function enforceAll({ enforcer }: Gate, clients: readonly Client[]): Promise<readonly unknown[]> {
  const failures: unknown[] = [];
  await sideBySide(inParts(clients, clientsInStep), stepsAtOnce, async (some) => {
    failures.push(...(await enforcer.enforceAll(some)));
  });
  return failures;
}

/** Store and firewall are read one after the other: what a login or an end in between makes differ is right a moment later. */
async function lastingDifferences(gate: Gate): Promise<Difference[]> {
  const first = new Set((await differencesNow(gate)).map(({ client }) => keyOf(client)));
  if (first.size === 0) return [];
  const second = await differencesNow(gate);
  return second.filter(({ client }) => first.has(keyOf(client)) && !gate.enforcer.isBusy(client));
}

/** While no daemon looked (`isAlone`), some of an account's devices may have gone, and others use its quota up still. */
async function differencesNow(gate: Gate, isAlone = false): Promise<Difference[]> {
  const { clients: found, leftOver } = await gate.usage.readAll();
  const quotas = isAlone ? [...leftOver, ...quotasOf(found.values())] : leftOver;
  await noteCounted(gate, quotas).catch((error: unknown) => {
    gate.log.warn({ reason: reasonOf(error) }, 'what was used meanwhile could not be kept');
  });
  const now = gate.clock();
  const authorisations = await gate.store.authorisations();
  const entries = (await gate.store.listEntries()).filter((entry) => isEntryInForce(entry, now));
  const accounts = new Map((await gate.store.accounts()).map((each) => [each.key, each]));
  const entryAt = new Map(entries.map((entry) => [listKeyOf(entry), entry]));
  const differences: Difference[] = [];
  const listed = listedClients(entries, gate.zones);
  const unwanted = new Map(found);
  const compare = ({ mac, zone }: Client, authorisation?: Authorisation) => {
    if (!gate.zones.includes(zone)) return; // of a zone that the configuration no longer has
    const key = keyOf({ mac, zone });
    listed.delete(key);
    unwanted.delete(key);
    const keys = entries.length === 0 ? [] : [listKeyOf({ mac, zone }), listKeyOf({ mac })];
    const own = keys.map((each) => entryAt.get(each)).filter((entry) => entry !== undefined);
    const account = authorisation?.account && accounts.get(authorisation.account);
    const access = accessOf(standing(own, authorisation, now), account);
    const before = found.get(key);
    if (differs(access, before))
      differences.push({ client: { mac, zone }, wanted: access.kind, found: before?.kind ?? 'closed' });
  };

  for await (const some of inSteps(authorisations))
    for (const authorisation of some) compare(authorisation, authorisation);
  for (const client of listed.values()) compare(client);
  for (const { mac, zone, kind } of unwanted.values())
    differences.push({ client: { mac, zone }, wanted: 'closed', found: kind });
  return differences;
}

const quotasOf = (clients: Iterable<FoundClient>): readonly SharedQuota[] =>
  [...clients].flatMap((client) => (client.kind === 'open' && client.quota) || []);

/**
 * What quotas have counted is used, also by whom the kernel has shut out since, whose counters are gone; of what a quota
 * refused nothing was used. What the counters of those who are in have beside it is yet to be written.
 */
async function noteCounted(gate: Gate, quotas: readonly SharedQuota[]): Promise<void> {
  if (quotas.length === 0) return;
  const counted = new Map(quotas.map(({ account, usedBytes }) => [account, usedBytes]));
  await Promise.all(
    (await gate.store.accounts()).map(async ({ key, quota, online }) => {
      if (!quota) return;
      const bytes = counted.get(accountDigest(key));
      if (bytes === undefined) return;
      const written = Math.min(bytes, quota.endsAtBytes) - unwrittenBytes(gate, online);
      await gate.store.usedAtLeast(key, written);
    }),
  );
}

/** Whoever an entry names, in each zone that it holds for. */
function listedClients(entries: readonly ListEntry[], zones: readonly ZoneName[]): Map<ClientKey, Client> {
  const clients = new Map<ClientKey, Client>();
  for (const { mac, zone } of entries)
    for (const each of zone === undefined ? zones : [zone])
      clients.set(keyOf({ mac, zone: each }), { mac, zone: each });
  return clients;
}

type Found = Pick<OpenClient, 'endsAt' | 'quota' | 'rates'> & { readonly kind: FoundKind };

function differs(wanted: Access, found: Found = { kind: 'closed' }): boolean {
  if (wanted.kind !== found.kind) return true;
  const { quota, rates } = wanted.kind === 'open' ? wanted : {};
  if (!hasSameRates(rates, found.rates)) return true;
  if (quota?.account !== found.quota?.account) return true;
  if (quota?.endsAtBytes !== found.quota?.endsAtBytes) return true;
  const end = 'endsAt' in wanted && wanted.endsAt !== undefined ? wanted.endsAt : Infinity;
  const difference = Math.abs(end - (found.endsAt ?? Infinity));
  return !Number.isNaN(difference) && difference > toleranceMs; // two that never end differ by NaN
}
