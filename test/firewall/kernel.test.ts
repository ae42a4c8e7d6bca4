import test from 'ava';
import { isKernelAtLeast } from '../../src/firewall/kernel.js';

test('a kernel says its version in many ways', (t) => {
  for (const release of ['6.12.0', '6.12', '6.12-rc1', '6.100.3-generic', '7.0.1+deb14-amd64'])
    t.true(isKernelAtLeast(release, 6, 12), release);
  for (const release of ['6.11.9', '6.1.0-18-amd64', '5.15.0', '', 'unknown'])
    t.false(isKernelAtLeast(release, 6, 12), release);
});
