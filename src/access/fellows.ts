import { keyOf } from '../client/client.js';
import { type Authorisation, isInForce } from '../store/authorisation.js';
import type { Gate } from './gate.js';

/** The user's other devices that are online: those that the same method let in in the same name. */
export async function fellowsOf(gate: Gate, own: Authorisation): Promise<Authorisation[]> {
  if (own.user === undefined) return [];
  const now = gate.clock();
  return (await gate.store.authorisations()).filter(
    (each) =>
      each.user === own.user &&
      each.method === own.method &&
      keyOf(each) !== keyOf(own) &&
      gate.zones.includes(each.zone) &&
      isInForce(each, now),
  );
}
