import { type Client, type ClientKey, keyOf } from '../client/client.js';
import { reasonOf } from '../errors.js';
import type { Access, Enforced, Firewall, FoundClient, OpenClient } from '../firewall/firewall.js';
import { hasSameRates } from '../firewall/rates.js';
import { isEntryInForce, listKeyOf } from '../store/list-entry.js';
import { sideBySide } from '../system/side-by-side.js';
import { inSteps } from '../system/steps.js';
import { stopwatch } from '../system/stopwatch.js';
import { standing } from './decide.js';
import { accessOf } from './enforcer.js';
import type { Gate } from './gate.js';

/** The kernel gives times in whole seconds, and the daemon's clock is not the kernel's. */
const toleranceMs = 5_000;
/** Enough for the kernel to have something to do while what comes next is made ready; what more there is takes memory. */
const repairsAtOnce = 150;

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
  const differences = isAlone ? await differencesNow(gate) : await lastingDifferences(gate);
  // What was read is where counting goes on from, where the firewall has lost its counters.
  if (rules !== undefined || differences.length > 0)
    await gate.usage.save(gate.store).catch((error: unknown) => {
      gate.log.warn({ reason: reasonOf(error) }, 'the usage could not be saved before the repair');
    });
  // The kernel's answer may be lost after it has taken a change: then nothing differs, and yet nobody knows that the client is in.
  const due = [...gate.enforcer.failed, ...differences.map(({ client }) => client)];
  const clients = new Map(due.map((client) => [keyOf(client), client]));
  const failures: unknown[] = [];
  await sideBySide(clients.values(), repairsAtOnce, (client) =>
    gate.enforcer.enforce(client).catch((error: unknown) => {
      failures.push(error);
    }),
  );
  if (failures.length > 0) throw new Error(`the firewall could not be repaired: ${reasonOf(failures[0])}`);
  if (differences.length > 0) gate.tell('clients-repaired', { differences });
  gate.tell('reconciled', { seconds: seconds() });
}

/** Store and firewall are read one after the other: what a login or an end in between makes differ is right a moment later. */
async function lastingDifferences(gate: Gate): Promise<Difference[]> {
  const first = new Set((await differencesNow(gate)).map(({ client }) => keyOf(client)));
  if (first.size === 0) return [];
  const second = await differencesNow(gate);
  return second.filter(({ client }) => first.has(keyOf(client)) && !gate.enforcer.isBusy(client));
}

const differencesNow = async (gate: Gate) => differencesOf(await wantedAccess(gate), await gate.usage.read());

async function wantedAccess(
  gate: Gate,
): Promise<ReadonlyMap<ClientKey, Access & { readonly client: Client }>> {
  const now = gate.clock();
  const authorisations = new Map((await gate.store.authorisations()).map((each) => [keyOf(each), each]));
  const accounts = new Map((await gate.store.accounts()).map((each) => [each.key, each]));
  const entries = (await gate.store.listEntries()).filter((entry) => isEntryInForce(entry, now));
  const clients = new Map<ClientKey, Client>(authorisations);
  for (const { mac, zone } of entries)
    for (const each of zone === undefined ? gate.zones : [zone])
      clients.set(keyOf({ mac, zone: each }), { mac, zone: each });
  const entryAt = new Map(entries.map((entry) => [listKeyOf(entry), entry]));

  const wanted = new Map<ClientKey, Access & { readonly client: Client }>();
  for await (const some of inSteps([...clients]))
    for (const [key, { mac, zone }] of some) {
      if (!gate.zones.includes(zone)) continue; // of a zone that the configuration no longer has
      const keys = entries.length === 0 ? [] : [listKeyOf({ mac, zone }), listKeyOf({ mac })];
      const own = keys.map((each) => entryAt.get(each)).filter((entry) => entry !== undefined);
      const authorisation = authorisations.get(key);
      const account = authorisation?.account && accounts.get(authorisation.account);
      const access = accessOf(standing(own, authorisation, now), account);
      wanted.set(key, { ...access, client: { mac, zone } });
    }
  return wanted;
}

function differencesOf(
  wanted: ReadonlyMap<ClientKey, Access & { readonly client: Client }>,
  { clients: found }: Enforced,
): Difference[] {
  const differences: Difference[] = [];
  for (const [key, access] of wanted)
    if (differs(access, found.get(key)))
      differences.push({
        client: access.client,
        wanted: access.kind,
        found: found.get(key)?.kind ?? 'closed',
      });
  for (const [key, { mac, zone, kind }] of found)
    if (!wanted.has(key)) differences.push({ client: { mac, zone }, wanted: 'closed', found: kind });
  return differences;
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
