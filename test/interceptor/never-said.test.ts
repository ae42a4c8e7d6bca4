import test from 'ava';
import { type Answer, ask } from '../hotspot/ask.js';
import { openHotspot } from '../hotspot/hotspot.js';
import { probeRequests } from './probe-requests.js';

/** What some client takes for "you are online", or for a login by WISPr. */
const forbiddenBodies = [
  /<title>\s*Success\s*<\/title>/i,
  /^(OK|success|Microsoft|NetworkManager is online)/,
  /WISPAccessGatewayParam/i,
];
const forbiddenHead = /^(x-networkmanager-status|x-connman-status|x-organization|transfer-encoding):/im;

function isHonest({ status, head, headers, body }: Answer): boolean {
  return (
    [302, 511].includes(status) &&
    !forbiddenHead.test(head) &&
    !forbiddenBodies.some((forbidden) => forbidden.test(body)) &&
    headers.connection === 'close' &&
    headers['cache-control'] === 'no-store' &&
    Number(headers['content-length']) === Buffer.byteLength(body)
  );
}

test('no probe hears anything that some client takes for "you are online"', async (t) => {
  for (const switches of [{}, { apple: 302, windows: 302 }] as const) {
    const { interceptor, portalUrl } = await openHotspot(t, { probes: switches });
    for (const { host, path } of probeRequests)
      for (const Accept of ['text/html', 'application/json', '*/*', 'image/png']) {
        const answer = await ask(interceptor, { path, headers: { Host: host, Accept } });
        t.true(isHonest(answer), `${host}${path}: ${answer.head}`);
        if (answer.status === 302) t.is(answer.headers.location, portalUrl);
      }
  }
});

test('a network by the name of "Success" or "OK" does not confuse its guests’ devices', async (t) => {
  const { interceptor } = await openHotspot(t, { name: 'Success' });
  t.true(isHonest(await ask(interceptor, { headers: { Host: 'captive.apple.com' } })));
});

test('ConnMan gets its redirect with an empty body, others with a link', async (t) => {
  const { interceptor, portalUrl } = await openHotspot(t);
  const connMan = { path: '/online/status.html', headers: { Host: 'ipv4.connman.net' } };
  t.is((await ask(interceptor, connMan)).headers['content-length'], '0');
  const { body } = await ask(interceptor, { path: '/generate_204' });
  t.true(body.includes(`<a href="${portalUrl}">`));
});
