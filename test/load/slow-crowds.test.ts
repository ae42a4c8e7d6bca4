import test, { type ExecutionContext } from 'ava';
import { ask } from '../hotspot/ask.js';
import { laptopAddress } from '../hotspot/devices.js';
import { type Hotspot, openHotspot } from '../hotspot/hotspot.js';
import { logIn } from '../portal/forms.js';
import { crowd } from './crowd.js';

const count = 500;

// One crowd at a time: all of them are in this one process, with the servers.

async function assertAnotherIsServed(t: ExecutionContext, hotspot: Hotspot): Promise<void> {
  const from = laptopAddress;
  t.is((await ask(hotspot.interceptor, { from })).status, 511);
  t.is((await logIn(hotspot, { from })).status, 303);
  t.regex((await ask(hotspot.portal, { path: '/status', from })).head, /^HTTP\/1\.1 200 /);
}

for (const [what, text] of [
  ['connections that say nothing', ''],
  ['half-sent heads', 'GET / HTTP/1.1\r\nHost: a.test\r\n'],
  ['half-sent bodies', 'POST /login HTTP/1.1\r\nHost: a.test\r\nContent-Length: 9000\r\n\r\ntoken='],
  ['clients who ask much and read nothing', 'GET / HTTP/1.1\r\nHost: a.test\r\n\r\n'.repeat(50)],
] as const)
  test.serial(
    `while each server has ${count} ${what}, another visitor is answered and logs in`,
    async (t) => {
      const hotspot = await openHotspot(t);
      await crowd(t, hotspot.interceptor, count, text);
      await crowd(t, hotspot.portal, count, text);
      await assertAnotherIsServed(t, hotspot);
    },
  );

test.serial('while one client asks as fast as he can, another visitor is answered and logs in', async (t) => {
  const hotspot = await openHotspot(t);
  let asked = 0;
  let isOver = false;
  const flood = Array.from({ length: 32 }, async () => {
    for (; !isOver && asked < 20_000; asked += 1) await ask(hotspot.interceptor);
  });
  while (asked < 200) await ask(hotspot.interceptor);
  await assertAnotherIsServed(t, hotspot);
  isOver = true;
  await Promise.all(flood);
  t.true(asked >= 200);
});
