import test from 'ava';
import { phone } from '../clients.js';
import { handClock } from '../hand-clock.js';
import { ask } from '../hotspot/ask.js';
import { openHotspot } from '../hotspot/hotspot.js';
import { WatchedFirewall } from '../hotspot/watched-firewall.js';

test('unlike a visitor, an operator is told why the firewall could not be opened', async (t) => {
  const clock = handClock();
  const firewall = new WatchedFirewall(clock);
  firewall.isBroken = true;
  const hotspot = await openHotspot(t, { clock, firewall });
  const path = `/api/v1/authorisations/${phone.mac}`;
  const { status, headers, body } = await ask(hotspot.admin, { method: 'PUT', path });
  t.is(status, 503);
  t.is(headers['content-type'], 'application/problem+json');
  const { detail, instance } = JSON.parse(body) as { detail: string; instance: string };
  t.is(detail, 'nft was killed');
  t.like(hotspot.log.withReference(instance.slice(-8)), { level: 'error', fields: { detail } });
});
