import { once } from 'node:events';
import { utimesSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import type { Config } from '../src/config/config.js';
import { type Handlers, Listeners } from '../src/listeners.js';
import { systemRandom } from '../src/system/random.js';
import { parse, sample } from './config/sample.js';
import { heardLog } from './hotspot/heard-log.js';
import { certificates } from './http/certificates.js';
import { temporaryDirectory } from './temporary-directory.js';

const answer: Handlers['portal'] = (_, response) => response.end();
const handlers: Handlers = { interceptor: answer, portal: answer, admin: answer, site: answer };
const free = { host: '127.0.0.1', port: 0 };

/** The daemon's servers, with TLS at the portal and at the operators' page. */
async function opened(t: ExecutionContext) {
  const { paths } = await certificates(t);
  const log = heardLog();
  const portal = { url: 'https://login.example.net/', listen: '127.0.0.1:8510', tls: paths };
  const found = parse({ ...sample, state: await temporaryDirectory(t), portal });
  const config: Config = {
    ...found,
    portal: { ...found.portal, listen: free },
    interceptor: { ...found.interceptor, listen: free },
    admin: { ...found.admin, listen: free, tls: paths },
  };
  const listeners = await Listeners.open(config, handlers, {
    log,
    random: systemRandom,
    tell: () => undefined,
  });
  t.teardown(() => listeners.close());
  const renewals = async () => {
    const before = log.lines.length;
    utimesSync(paths.certificate, 1, 1);
    await log.heard('the certificate was renewed');
    await new Promise(setImmediate); // who else watches hears of it in the same turn
    return log.lines.length - before;
  };
  return { listeners, config, renewals };
}

test('a reload that fails leaves nobody who watches certificates', async (t) => {
  const { listeners, config, renewals } = await opened(t);
  const failing = listeners.change(config, handlers, async () => {
    throw new Error('the firewall cannot be set up');
  });
  await t.throwsAsync(failing, { message: 'the firewall cannot be set up' });
  t.is(await renewals(), 2);
});

test('nor does one to a port that another program has', async (t) => {
  const { listeners, config, renewals } = await opened(t);
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  t.teardown(() => other.close());
  const listen = { host: '127.0.0.1', port: (other.address() as AddressInfo).port };
  const moved = { ...config, portal: { ...config.portal, listen } };
  await t.throwsAsync(
    listeners.change(moved, handlers, async () => undefined),
    { message: /another program listens there/ },
  );
  t.is(await renewals(), 2);
});
