import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import fc from 'fast-check';
import { LeaseFile, namesIn } from '../../src/client/lease-file.js';
import { mac } from '../clients.js';
import { temporaryDirectory } from '../temporary-directory.js';

const phone = mac('02:00:00:00:00:0a');
const leases = `1795230000 02:00:00:00:00:0a 10.77.0.200 Annas-iPhone 01:02:00:00:00:00:0a
1795230000 02:00:00:00:00:0b 10.77.0.201 * *
1795230000 06-02:00:00:00:00:0c 10.77.0.202 ring *
duid 00:01:00:01:2e:00
1795230000 86000011 fd77::200 six 00:01:00:01
half a li`;

test('names come from dnsmasq’s leases, and only those of Ethernet and IPv4', (t) => {
  t.deepEqual([...namesIn(leases)] as unknown, [['02:00:00:00:00:0a', 'Annas-iPhone']]);
  t.is(namesIn('').size, 0);
  t.is(namesIn('\0\x1b[2J'.repeat(1000)).size, 0);
});

test('whatever stands in a lease file, its devices have a MAC and a name that means nothing', (t) => {
  const word = fc.oneof(
    fc.constantFrom('1795230000', '02:00:00:00:00:0a', '02-00-00-00-00-0B', '10.77.0.200', '*', ''),
    fc.string({ unit: 'binary', maxLength: 80 }),
  );
  const line = fc.array(word, { maxLength: 6 }).map((words) => words.join(' '));
  fc.assert(
    fc.property(fc.array(line, { maxLength: 5 }), (lines) => {
      for (const [device, name] of namesIn(lines.join('\n'))) {
        t.regex(device, /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/);
        t.notRegex(name, /[^\w .-]/);
      }
    }),
    { numRuns: 1_000 },
  );
});

test('a lease that is new is seen, and a file that is missing is a device without a name', async (t) => {
  const path = join(await temporaryDirectory(t), 'leases');
  const names = new LeaseFile(path);
  t.is(await names.nameOf(phone), undefined);
  await writeFile(path, leases);
  t.is(await names.nameOf(phone), 'Annas-iPhone' as never);
  await writeFile(path, leases.replace('Annas-iPhone', 'phone'));
  t.is(await names.nameOf(phone), 'phone' as never);
  await rm(path);
  t.is(await names.nameOf(phone), undefined);
});
