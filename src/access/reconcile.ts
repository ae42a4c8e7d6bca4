import { type Client, type ClientKey, keyOf } from '../client/client.js';
import { reasonOf } from '../errors.js';
import type { Access, Enforced, Firewall, FoundClient, OpenClient } from '../firewall/firewall.js';
import { hasSameRates } from '../firewall/rates.js';
import { isEntryInForce, listKeyOf } from '../store/list-entry.js';
import { inSteps } from '../system/steps.js';
import { standing } from './decide.js';
import { accessOf } from './enforcer.js';
import type { Gate } from './gate.js';

/** The kernel gives times in whole seconds, and the daemon's clock is not the kernel's. */
const toleranceMs = 5_000;
/** More differences than these are only counted in the log. */
const namedDifferences = 10;

type FoundKind = FoundClient['kind'] | 'closed';

interface Difference {
  readonly client: Client;
  readonly wanted: Access['kind'];
  readonly found: FoundKind;
}

/** Compares the firewall with the store and puts right what differs; each repair is logged. */
export async function reconcile(gate: Gate, firewall: Firewall): Promise<void> {
  const rules = await firewall.repairRules();
  if (rules !== undefined)
    gate.log.warn({ rules }, 'the firewall rules were changed by somebody else: put back');
  const differences = await lastingDifferences(gate, firewall);
  // nft may fail after the kernel has taken a change: then nothing differs, and yet nobody knows that the client is in.
  // What was read is where counting goes on from, where the firewall has lost its counters.
  if (rules !== undefined || differences.length > 0)
    await gate.usage.save(gate.store).catch((error: unknown) => {
      gate.log.warn({ reason: reasonOf(error) }, 'the usage could not be saved before the repair');
    });
  const due = [...gate.enforcer.failed, ...differences.map(({ client }) => client)];
  const clients = new Map(due.map((client) => [keyOf(client), client]));
  const outcomes = await Promise.allSettled(
    [...clients.values()].map((client) => gate.enforcer.enforce(client)),
  );
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) throw new Error(`the firewall could not be repaired: ${reasonOf(failed.reason)}`);
  for (const { client, wanted, found } of differences.slice(0, namedDifferences))
    gate.log.warn({ ...client, wanted, found }, 'the firewall differed from the store: put right');
  if (differences.length > namedDifferences)
    gate.log.warn({ clients: differences.length }, 'the firewall differed from the store: put right');
}

/** Store and firewall are read one after the other: what a login or an end in between makes differ is right a moment later. */
async function lastingDifferences(gate: Gate, firewall: Firewall): Promise<Difference[]> {
  const look = async () => differencesOf(await wantedAccess(gate), await firewall.enforced());
  const first = new Set((await look()).map(({ client }) => keyOf(client)));
  if (first.size === 0) return [];
  return (await look()).filter(({ client }) => first.has(keyOf(client)) && !gate.enforcer.isBusy(client));
}

async function wantedAccess(
  gate: Gate,
): Promise<ReadonlyMap<ClientKey, Access & { readonly client: Client }>> {
  const now = gate.clock();
  const authorisations = new Map((await gate.store.authorisations()).map((each) => [keyOf(each), each]));
  const accounts = new Map((await gate.store.accounts()).map((each) => [each.key, each]));
  const entries = (await gate.store.listEntries()).filter((entry) => isEntryInForce(entry, now));
  const clients = new Map<ClientKey, Client>();
  for (const { mac, zone } of authorisations.values()) clients.set(keyOf({ mac, zone }), { mac, zone });
  for (const { mac, zone } of entries)
    for (const each of zone === undefined ? gate.zones : [zone])
      clients.set(keyOf({ mac, zone: each }), { mac, zone: each });
  const entryAt = new Map(entries.map((entry) => [listKeyOf(entry), entry]));

  const wanted = new Map<ClientKey, Access & { readonly client: Client }>();
  for await (const some of inSteps([...clients]))
    for (const [key, client] of some) {
      if (!gate.zones.includes(client.zone)) continue; // of a zone that the configuration no longer has
      const keys = [listKeyOf(client), listKeyOf({ mac: client.mac })];
      const own = keys.map((each) => entryAt.get(each)).filter((entry) => entry !== undefined);
      const authorisation = authorisations.get(key);
      const account = authorisation?.account && accounts.get(authorisation.account);
      wanted.set(key, { ...accessOf(standing(own, authorisation, now), account), client });
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
