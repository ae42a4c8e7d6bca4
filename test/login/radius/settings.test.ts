import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { stringify } from 'yaml';
import { parseConfig } from '../../../src/config/load.js';
import { radius } from '../../../src/login/radius/radius.js';
import { sample } from '../../config/sample.js';
import { temporaryDirectory } from '../../temporary-directory.js';

const zones = { guest: { interface: 'br-guest', login: ['radius'] } };
const parse = (section: unknown, directory = '/etc/gate511') =>
  parseConfig(stringify({ ...sample, zones, radius: section }), join(directory, 'gate511.yaml'), [radius])
    .methods.radius;

test('a server and its secret are enough', (t) => {
  t.deepEqual(parse({ servers: [{ address: '192.0.2.5', secret: 'x' }] }), {
    servers: [
      {
        ...{ name: '192.0.2.5:1812', address: '192.0.2.5', port: 1812, accountingPort: 1813, secret: 'x' },
        ...{ timeoutMs: 1_000, retries: 2 },
      },
    ],
    ...{ nasIdentifier: 'gate511', passwordForm: 'pap', accounting: true, interimSeconds: undefined },
    ...{ dynamicAuthorisation: undefined, macAuthentication: false },
  });
});

test('a secret is the first line of a file beside the configuration', async (t) => {
  const directory = await temporaryDirectory(t);
  await writeFile(join(directory, 'radius.secret'), 'very secret\n');
  const servers = [{ address: '2001:db8::5', 'secret-file': 'radius.secret' }];
  t.like(parse({ servers }, directory), { servers: [{ name: '[2001:db8::5]:1812', secret: 'very secret' }] });
});

const good = { address: '192.0.2.5', secret: 'x' };
for (const [section, fault] of [
  [{}, /radius\.servers: found nothing, allowed: a list of servers/],
  [{ servers: [] }, /radius\.servers: found \[\], allowed: at least one server/],
  [
    { servers: [{ ...good, address: 'radius.test' }] },
    /radius\.servers\.0\.address: found "radius\.test", allowed: an IP address/,
  ],
  [
    { servers: [{ address: '192.0.2.5' }] },
    /radius\.servers\.0\.secret: found nothing, allowed: either secret or secret-file/,
  ],
  [
    { servers: [{ address: '192.0.2.5', 'secret-file': '/nonexistent' }] },
    /radius\.servers\.0\.secret-file: found "\/nonexistent", allowed: a file that can be read: ENOENT/,
  ],
  [{ servers: [good], protocol: 'mschapv2' }, /radius\.protocol: found "mschapv2", allowed: pap or chap/],
  [
    { servers: [good], 'dynamic-authorisation': { listen: '3799', clients: [] } },
    /dynamic-authorisation\.listen: found "3799"(?:.|\n)*dynamic-authorisation\.clients: found \[\], allowed: at least one client/,
  ],
  [{ servers: [good], colour: 'red' }, /radius\.colour: there is no such key/],
] as const)
  test(`a fault is told: ${fault.source}`, (t) => {
    t.regex(t.throws(() => parse(section)).message, fault);
  });

test('no fault shows a secret', (t) => {
  const secret = 'a secret that is much too long '.repeat(8);
  const both = { address: '192.0.2.6', secret: 'hush-hush', 'secret-file': '/nonexistent' };
  const message = t.throws(() => parse({ servers: [{ ...good, secret }, both, 'hush'] })).message;
  t.false(message.includes('much too long'));
  t.false(message.includes('hush-hush'));
  t.regex(message, /radius\.servers\.0\.secret: found "…", allowed: a text of 1 to 128 characters/);
});
