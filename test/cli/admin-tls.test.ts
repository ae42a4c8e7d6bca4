import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:tls';
import { promisify } from 'node:util';
import test, { type ExecutionContext } from 'ava';
import { certificateIn, keyIn, makeCertificate } from '../e2e/certificate.js';
import { openLocalBrowser } from '../pages/browser.js';
import { browserTest } from '../pages/browser-test.js';
import { Daemon } from './daemon.js';
import { type Installation, install } from './installation.js';

const run = promisify(execFile);
const name = 'gate.test';
const password = 'correct horse battery';

interface Secured extends Installation {
  readonly daemon: Daemon;
  readonly address: string;
  readonly site: string;
}

/** A daemon whose operators' side speaks TLS, with a certificate for a name. */
async function secured(t: ExecutionContext): Promise<Secured> {
  const gateway = await install(t);
  const { directory, config } = gateway;
  await makeCertificate(directory, name);
  const tls = { certificate: certificateIn(directory), key: keyIn(directory) };
  const site = `https://${name}:8512/`;
  await gateway.configure({ ...config, admin: { ...config.admin, tls, url: site } });
  const [address = ''] = config.admin.listen.split(':');
  return { ...gateway, daemon: await Daemon.start(t, gateway), address, site };
}

/** curl, which trusts the certificate that is in force now, and finds the name. */
const curl = ({ directory, address }: Secured, ...args: readonly string[]) =>
  run('curl', [
    ...['--silent', '--show-error', '--max-time', '10', '--cacert', certificateIn(directory)],
    ...['--resolve', `${name}:8512:${address}`, ...args],
  ]);

async function linkFrom({ run: command }: Secured): Promise<string> {
  return (await command('admin link')).stdout.split('\n')[0] ?? '';
}

async function fingerprint({ address }: Secured): Promise<string> {
  const socket = connect({ host: address, port: 8512, servername: name, rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  const { fingerprint256 } = socket.getPeerCertificate();
  socket.destroy();
  return fingerprint256;
}

browserTest(
  'over TLS the cookie of a session is bound to this host and never goes in the clear, and outlives a renewal',
  async (t) => {
    const gateway = await secured(t);
    const link = await linkFrom(gateway);
    t.true(link.startsWith(`${gateway.site}welcome?code=`));
    const browser = await openLocalBrowser(`--host-resolver-rules=MAP ${name} ${gateway.address}`);
    t.teardown(() => browser.close());
    const context = await browser.newContext({ ignoreHTTPSErrors: true, javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(link);
    await page.getByLabel('Name').fill('anna');
    await page.getByLabel('Password').fill(password);
    await page.getByLabel('The same again').fill(password);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('heading', { name: 'Now' }).waitFor();
    const [cookie, ...others] = await context.cookies();
    t.deepEqual(others, []);
    t.like(cookie, { name: '__Host-gate511', domain: name, path: '/' });
    t.like(cookie, { secure: true, httpOnly: true, sameSite: 'Strict' });

    const before = await fingerprint(gateway);
    await makeCertificate(gateway.directory, name);
    await gateway.daemon.says('the certificate was renewed');
    t.not(await fingerprint(gateway), before);
    t.is((await page.reload())?.status(), 200);
    await page.getByRole('heading', { name: 'Now' }).waitFor();
  },
);

test.serial('programs reach the API over TLS, and no header binds the host to it for good', async (t) => {
  const gateway = await secured(t);
  const token = (await gateway.run('token create graphs --scopes status:read')).stdout.trim();
  const asked = [`${gateway.site}api/v1/status`, '--header', `Authorization: Bearer ${token}`];
  const { stdout } = await curl(gateway, '--include', ...asked);
  t.regex(stdout, /^HTTP\/1\.1 200 /);
  t.notRegex(stdout, /strict-transport-security/i);
  const document = await curl(gateway, `${gateway.site}api/v1/openapi.json`, ...asked.slice(1));
  t.is(JSON.parse(document.stdout).components.securitySchemes.session.name, '__Host-gate511');
});

test.serial('where the operators’ side speaks TLS nothing is answered without', async (t) => {
  const gateway = await secured(t);
  const { stdout, code } = (await curl(gateway, '--include', gateway.site.replace('https:', 'http:')).catch(
    (error: { stdout: string; code: number }) => error,
  )) as { stdout: string; code?: number };
  t.is(stdout, '');
  t.truthy(code);
});
