import test from 'ava';
import { MemoryFirewall } from '../../src/firewall/memory-firewall.js';
import { noContents } from '../../src/store/contents.js';
import { ContentsStore } from '../../src/store/contents-store.js';
import { laptop, phone } from '../hotspot/devices.js';
import { HandClock } from '../hotspot/hand-clock.js';
import { eightHours, openHotspot } from '../hotspot/hotspot.js';
import { logIn } from './forms.js';

test('one click, and the device is authorised, the firewall open and the status page shown', async (t) => {
  const clock = new HandClock();
  const firewall = new MemoryFirewall(clock.now);
  const hotspot = await openHotspot(t, { clock, firewall });
  const { status, headers, body } = await logIn(hotspot);
  t.is(status, 303);
  t.is(headers.location, '/status');
  t.is(body, '');
  const endsAt = clock.now() + eightHours * 1000;
  const authorisation = await hotspot.gate.store.authorisation(phone);
  t.is(authorisation?.endsAt, endsAt);
  t.is(authorisation?.method, 'click-through');
  t.like((await firewall.enforced()).clients.get('guest/02:00:00:00:00:01' as never), {
    kind: 'open',
    endsAt,
  });
  t.is(await hotspot.gate.store.authorisation(laptop), undefined);
});

test('a login is on disk before the firewall opens, and the firewall open before the visitor hears', async (t) => {
  const steps: string[] = [];
  const clock = new HandClock();
  const store = new ContentsStore(noContents, async () => {
    steps.push('writing');
    await new Promise(setImmediate);
    steps.push('written');
  });
  const firewall = new MemoryFirewall(clock.now);
  const watched = Object.assign(Object.create(firewall) as MemoryFirewall, {
    setAccess: async (...call: Parameters<MemoryFirewall['setAccess']>) => {
      steps.push('opening');
      await new Promise(setImmediate);
      await firewall.setAccess(...call);
      steps.push('open');
    },
  });
  await logIn(await openHotspot(t, { clock, store, firewall: watched }));
  steps.push('answered');
  t.deepEqual(steps, ['writing', 'written', 'opening', 'open', 'answered']);
});
