import test from 'ava';
import { surroundingsWarnings } from '../../src/config/surroundings.js';
import { parse, sample } from './sample.js';

test('an operator is warned that nobody is kept out without a firewall', async (t) => {
  t.deepEqual(await surroundingsWarnings(parse({ ...sample, firewall: 'none' })), [
    'firewall: none, so nobody is kept out; this is for trying out',
  ]);
});

test('an operator is warned of an interface that is not there', async (t) => {
  const zones = {
    guest: { ...sample.zones.guest, interface: 'nowhere0' },
    home: { ...sample.zones.guest, interface: 'lo' },
  };
  const warnings = await surroundingsWarnings(parse({ ...sample, zones }));
  t.true(warnings.includes('zone guest: there is no interface nowhere0'));
  t.false(warnings.some((warning) => warning.includes('home')));
});
