import test from 'ava';
import { ask } from '../hotspot/ask.js';
import { phone } from '../hotspot/devices.js';
import { HandClock } from '../hotspot/hand-clock.js';
import { openHotspot } from '../hotspot/hotspot.js';
import { WatchedFirewall } from '../hotspot/watched-firewall.js';

test('unlike a visitor, an operator is told why the firewall could not be opened', async (t) => {
  const clock = new HandClock();
  const firewall = new WatchedFirewall(clock.now);
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
