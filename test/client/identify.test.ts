import test from 'ava';
import { identifyBy } from '../../src/client/identify.js';
import { StaticNeighbours } from '../../src/client/static-neighbours.js';
import { PortalError } from '../../src/errors.js';
import { address, guest, laptop, phone } from '../clients.js';

const identify = identifyBy(
  new StaticNeighbours([{ ...phone, address: address('192.0.2.7') }], {
    find: (asked) => (asked === address('192.0.2.8') ? { kind: 'no-mac', zone: guest } : { kind: 'outside' }),
    all: () => [{ ...laptop, address: address('192.0.2.9') }],
  }),
);

test('a visitor is the device that has his address, whatever socket he came through', (t) => {
  t.deepEqual(identify('192.0.2.7'), phone);
  t.deepEqual(identify('::ffff:192.0.2.7'), phone);
});

test('an address of a zone whose MAC the kernel does not know is asked to come again', (t) => {
  const error = t.throws(() => identify('192.0.2.8'), { instanceOf: PortalError });
  t.like(error, { code: 'unknown-device', status: 503, retryAfterSeconds: 2 });
  t.regex(error?.message ?? '', /no MAC for 192\.0\.2\.8 in zone guest/);
});

test('an address of no zone, or none at all, is turned away', (t) => {
  t.throws(() => identify('198.51.100.1'), {
    code: 'outside-every-zone',
    message: /198\.51\.100\.1 is on no zone/,
  });
  t.throws(() => identify(undefined), { code: 'outside-every-zone', message: /a closed connection/ });
});

test('a listing has those of the configuration and those of the kernel', (t) => {
  const known = { ...phone, address: address('192.0.2.7') };
  const other = { ...laptop, address: address('192.0.2.9') };
  const neighbours = new StaticNeighbours([known], { find: () => ({ kind: 'outside' }), all: () => [other] });
  t.deepEqual(neighbours.all(), [known, other]);
  t.deepEqual(new StaticNeighbours([known]).find(address('192.0.2.1')), { kind: 'outside' });
});
