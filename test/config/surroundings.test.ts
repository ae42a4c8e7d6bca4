import test from 'ava';
import { surroundingsWarnings } from '../../src/config/surroundings.js';
import { parse, sample } from './sample.js';

const now = Date.UTC(2026, 0, 2, 12);

test('an operator is warned that nobody is kept out without a firewall', async (t) => {
  t.deepEqual(await surroundingsWarnings(parse({ ...sample, firewall: 'none' }), now), [
    'firewall: none, so nobody is kept out; this is for trying out',
  ]);
});

test('an operator is warned of an interface that is not there', async (t) => {
  const zones = {
    guest: { ...sample.zones.guest, interface: 'nowhere0' },
    home: { ...sample.zones.guest, interface: 'lo' },
  };
  const warnings = await surroundingsWarnings(parse({ ...sample, zones }), now);
  t.true(warnings.includes('zone guest: there is no interface nowhere0'));
  t.false(warnings.some((warning) => warning.includes('home')));
});

test('an operator is warned of addresses that this machine does not have', async (t) => {
  const portal = { url: 'http://203.0.113.77/', listen: '127.3.2.1:8510' };
  const warnings = await surroundingsWarnings(
    parse({
      ...sample,
      portal,
      interceptor: { listen: '203.0.113.78:8511' },
      admin: { listen: '[::1]:8512' },
    }),
    now,
  );
  t.deepEqual(
    warnings.filter((warning) => warning.includes('no interface of')),
    [
      'portal.url: no interface of this machine has 203.0.113.77',
      'interceptor.listen: no interface of this machine has 203.0.113.78',
    ],
  );
});
