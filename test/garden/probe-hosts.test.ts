import test from 'ava';
import { parseHostName } from '../../src/garden/host-name.js';
import { probeHosts } from '../../src/garden/probe-hosts.js';
import { probes } from '../../src/interceptor/probes.js';

test('every host that the interceptor knows as a probe’s is kept out of gardens', (t) => {
  const hosts = probes.map(({ host }) => host).filter((host) => host !== '*');
  t.true(hosts.length > 10);
  t.deepEqual(
    hosts.filter((host) => !probeHosts.includes(host)),
    [],
  );
});

test('every probe host is a name as gardens have them, so that none is missed for its spelling', (t) => {
  t.deepEqual(probeHosts.map(parseHostName) as unknown, probeHosts);
});
