import test from 'ava';
import { adminUrl, checkAdminAddress, isAdminInTheClear } from '../../src/config/admin-address.js';
import { OperatorError } from '../../src/errors.js';
import { parse, sample } from './sample.js';

const admin = (settings: object) => parse({ ...sample, admin: settings });
const interfaces = {
  'br-guest': [{ address: '192.0.2.1' }, { address: '2001:db8::1' }],
  uplink: [{ address: '198.51.100.1' }],
};

test('the admin side does not listen on an address of a zone unless it is told to', (t) => {
  const listen = '192.0.2.1:8512';
  const error = t.throws(() => checkAdminAddress(admin({ listen }), interfaces), {
    instanceOf: OperatorError,
  });
  t.is(error?.exitCode, 78);
  t.regex(
    error?.message ?? '',
    /^admin\.listen: found "192\.0\.2\.1:8512", which is an address of zone guest/,
  );
  for (const other of ['[::ffff:192.0.2.1]:8512', '[2001:0DB8:0::1]:8512'])
    t.throws(
      () => checkAdminAddress(admin({ listen: other }), interfaces),
      { message: /address of zone guest/ },
      other,
    );
  t.notThrows(() => checkAdminAddress(admin({ listen, 'zone-addresses': true }), interfaces));
  t.notThrows(() => checkAdminAddress(admin({ listen: '198.51.100.1:8512' }), interfaces));
  t.notThrows(() => checkAdminAddress(admin({}), { 'br-guest': [{ address: '127.0.0.1' }] }));
});

test('operators are told where their site is', (t) => {
  t.is(adminUrl(admin({})), 'http://127.0.0.1:8512/');
  t.is(adminUrl(admin({ listen: '[::]:8512', 'zone-addresses': true })), 'http://[::1]:8512/');
  t.is(adminUrl(admin({ listen: '[::0]:8512', 'zone-addresses': true })), 'http://[::1]:8512/');
  const tls = { certificate: '/c', key: '/k' };
  t.is(adminUrl(admin({ listen: '198.51.100.1:8512', tls })), 'https://198.51.100.1:8512/');
  t.is(adminUrl(admin({ url: 'https://gate.example.net/', tls })), 'https://gate.example.net/');
});

test('passwords that would cross a network in the clear are known', (t) => {
  t.false(isAdminInTheClear(admin({})));
  t.true(isAdminInTheClear(admin({ listen: '198.51.100.1:8512' })));
  t.false(isAdminInTheClear(admin({ listen: '198.51.100.1:8512', tls: { certificate: '/c', key: '/k' } })));
});
