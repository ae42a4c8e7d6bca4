import test from 'ava';
import { ask } from '../hotspot/ask.js';
import { openHotspot } from '../hotspot/hotspot.js';

test('the portal’s own http URL at the interceptor is a loop: 508, and the log says how to mend it', async (t) => {
  const { interceptor, log } = await openHotspot(t, { portalUrl: 'http://login.test/' });
  const { status, headers, body } = await ask(interceptor, { headers: { Host: 'Login.test' } });
  t.is(status, 508);
  t.is(headers['cache-control'], 'no-store');
  t.regex(body, /The sign-in page leads back here/);
  t.notRegex(body, /http-equiv="refresh"/);
  const fault = log.lines.find(({ fields }) => fields.code === 'redirect-loop');
  t.is(fault?.level, 'warn');
  t.regex(String(fault?.fields.detail), /make the name resolve to an address of this gateway/);
});

test('the name alone is the portal’s too where it has a port of its own, and any other port is not', async (t) => {
  const { interceptor } = await openHotspot(t, { portalUrl: 'http://login.test:8510/' });
  const asked = async (Host: string) => (await ask(interceptor, { headers: { Host } })).status;
  t.is(await asked('login.test'), 508);
  t.is(await asked('login.test:8510'), 508);
  t.is(await asked('login.test:8080'), 511);
});

test('who types the address of a gateway with an https portal is sent to the portal', async (t) => {
  const { interceptor } = await openHotspot(t, { portalUrl: 'https://login.test/' });
  const { status, headers } = await ask(interceptor, { headers: { Host: '127.0.0.1' } });
  t.is(status, 302);
  t.is(headers.location, 'https://login.test/');
  t.is((await ask(interceptor, { headers: { Host: '127.0.0.2' } })).status, 511);
});

test('who types the name of an https portal is sent to https', async (t) => {
  const { interceptor } = await openHotspot(t, { portalUrl: 'https://login.test/' });
  const { status, headers } = await ask(interceptor, { headers: { Host: 'login.test' } });
  t.is(status, 302);
  t.is(headers.location, 'https://login.test/');
  t.is(headers['cache-control'], 'no-store');
  t.is(headers.connection, 'close');
});
