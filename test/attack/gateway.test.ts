import { gatewayIn, internet, portalUrl, siteUrl, uplink } from '../e2e/addresses.js';
import { gatewayTests } from '../e2e/gateway-tests.js';
import { logIn } from '../e2e/login.js';
import type { Phone } from '../e2e/phone.js';

const test = gatewayTests();

/** Every address that the gateway has, and what a guest must add to a URL for it. */
const addresses = [gatewayIn('guest'), gatewayIn('staff'), uplink].flatMap((each) => Object.values(each));
const inUrl = (address: string) => (address.includes(':') ? `[${address}]` : address);
/** Some that are served on the gateway besides the daemon's own: a refusal comes from the firewall. */
const servedPorts = [22, 443, 3128, 8080];
const serve = `for (const port of [${servedPorts}]) require('node:net').createServer((s) => s.end('open')).listen(port, '::');
  const udp = require('node:dgram').createSocket('udp6').on('message', (m, from) => udp.send(m, from.port, from.address));
  udp.bind(161, '::', () => console.log('listening'));`;
const healthPath = '/healthz';
const isHealthy = /^ok$/m;

test('of every address of the gateway a guest, online or not, reaches the portal and nothing else', async (t, hotspot) => {
  await hotspot.gateway.start(process.execPath, ['-e', serve]).line(/^listening$/);
  const guest = await hotspot.addPhone();
  t.is((await hotspot.gateway.run('curl', ['-s', 'http://[::1]:8512/healthz'])).stdout, 'ok\n');
  for (const isOnline of [false, true]) {
    if (isOnline) await logIn(guest);
    for (const address of addresses) {
      t.is(await redirection(guest, `http://${inUrl(address)}/`), portalUrl, address);
      for (const port of [...servedPorts, 8511, 8512])
        t.is(await guest.probe('tcp', address, `${port}`), 'ECONNREFUSED', `${address} port ${port}`);
      t.not(await guest.probe('udp', address, '161'), 'answered', address);
    }
  }
});

test('no request to the portal or the interceptor is passed on to the admin side', async (t, hotspot) => {
  const guest = await hotspot.addPhone();
  const own = [
    portalUrl,
    siteUrl,
    `http://${uplink.address4}/`,
    `http://${gatewayIn('guest').address4}:8510/`,
  ];
  for (const admin of ['127.0.0.1:8512', '[::1]:8512', 'localhost:8512', `${uplink.address4}:8512`]) {
    for (const url of own) {
      const asked = [
        await guest.curl('--header', `Host: ${admin}`, new URL(healthPath, url).href),
        await guest.curl('--request-target', `http://${admin}${healthPath}`, url),
        await guest.curl('--proxy', url, `http://${admin}${healthPath}`),
        await guest.curl('--proxytunnel', '--proxy', url, `http://${admin}${healthPath}`),
        await guest.curl('--location', '--path-as-is', `${url}?url=http://${admin}${healthPath}`),
      ];
      for (const { stdout } of asked) t.notRegex(stdout, isHealthy, `${admin} by ${url}`);
    }
  }
});

test('the operators’ API has no address that a guest reaches, and is closed to whoever has no token', async (t, hotspot) => {
  const guest = await hotspot.addPhone();
  const api = `/api/v1/authorisations/${guest.mac}`;
  t.is(await guest.status(new URL(api, portalUrl).href, '--request', 'PUT'), '404');
  t.is(await guest.status(new URL(api, siteUrl).href, '--request', 'PUT'), '511');
  const inside = (url: string) =>
    hotspot.gateway.run('curl', ['-s', '-o', '/dev/null', '-w', '%{http_code}', '-X', 'PUT', url]);
  t.is((await inside(`http://127.0.0.1:8512${api}`)).stdout, '401');
  t.is(await guest.probe('tcp', internet.address4, '443'), 'ECONNREFUSED');
  await logIn(guest);
  for (const address of addresses)
    for (const path of ['login', 'healthz', 'api/v1/clients'])
      t.is(await guest.status(`http://${inUrl(address)}:8512/${path}`), 'exit 7', `${address} ${path}`);
});

async function redirection(guest: Phone, url: string): Promise<string> {
  return (await guest.curl('--output', '/dev/null', '--write-out', '%{redirect_url}', url)).stdout;
}
