import type { Gate } from '../../access/gate.js';
import { closingOf } from '../../access/refusal.js';
import { revoke } from '../../access/revoke.js';
import { parseIpAddress } from '../../client/ip-address.js';
import { parseMacAddress } from '../../client/mac-address.js';
import { type Authorisation, isInForce } from '../../store/authorisation.js';
import { ownEndOf, withEnds } from '../../store/own-end.js';
import type { Changes } from './acceptance.js';
import type { DynamicRequest, ErrorCause, Selection } from './dynamic-request.js';
import type { AddressesOf } from './nas.js';
import { sessionIn } from './session-notes.js';

/** Ends or changes the sessions that are meant; gives why not where it does not. */
export async function carryOut(
  request: DynamicRequest,
  gate: Gate,
  addressesOf: AddressesOf,
): Promise<ErrorCause | undefined> {
  if (request.kind === 'refuse') return request.errorCause;
  const now = gate.clock();
  const meant = (await gate.store.authorisations()).filter(
    (each) => isInForce(each, now) && isMeant(each, request.selection, addressesOf),
  );
  if (meant.length === 0) return 'Session-Context-Not-Found';
  for (const authorisation of meant)
    if (request.kind === 'disconnect') await revoke(gate, authorisation, 'Admin-Reset');
    else await change(gate, authorisation, request.changes);
  return undefined;
}

function isMeant(authorisation: Authorisation, selection: Selection, addressesOf: AddressesOf): boolean {
  const notes = authorisation.method === 'radius' ? sessionIn(authorisation.notes) : undefined;
  if (!notes) return false;
  const { session, userName, stationId, address } = selection;
  return (
    (session === undefined || session === notes.session) &&
    (userName === undefined || userName === notes.userName) &&
    (stationId === undefined || parseMacAddress(stationId) === authorisation.mac) &&
    (address === undefined || addressesOf(authorisation).some((each) => each === parseIpAddress(address)))
  );
}

/** Session-Timeout counts from now on, as in an Access-Accept; but nobody stays longer than the zone is open. */
async function change(gate: Gate, authorisation: Authorisation, changes: Changes): Promise<void> {
  const { durationSeconds, ...limits } = changes;
  for (let current: Authorisation | undefined = authorisation; current; ) {
    const now = gate.clock();
    if (!isInForce(current, now)) return;
    const own = ownEndOf(current);
    const asked = durationSeconds === undefined ? own.at : now + durationSeconds * 1000;
    const at = own.by ? Math.min(asked, own.at) : asked;
    const changed = { ...current, limits: { ...current.limits, ...limits } };
    const next = withEnds(changed, { ...own, at }, closingOf(gate, current));
    if (await gate.store.replace(current, next)) break;
    current = gate.store.authorisation(authorisation); // it changed meanwhile
  }
  await gate.enforcer.enforce(authorisation);
}
