import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { certificateWarnings } from '../../src/config/certificate-warnings.js';
import { certificateIn, keyIn, makeCertificate } from '../e2e/certificate.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { parse, sample } from './sample.js';

const days = (count: number) => Date.now() + count * 86_400_000;

test('an operator is warned of certificates that browsers would refuse', async (t) => {
  const directory = await temporaryDirectory(t);
  const tls = { certificate: certificateIn(directory), key: keyIn(directory) };
  const config = parse({
    ...sample,
    portal: { ...sample.portal, url: 'https://login.venue.test/', tls },
    admin: { listen: '127.0.0.1:8512', tls },
  });
  t.deepEqual(await certificateWarnings(config, days(0)), [], 'there is none yet');
  await makeCertificate(directory, 'login.venue.test');
  const ofConsole =
    'admin.tls: the certificate is not for 127.0.0.1, where browsers open https://127.0.0.1:8512/';
  t.deepEqual(await certificateWarnings(config, days(0)), [ofConsole]);
  const [ended, ...others] = await certificateWarnings(config, days(3));
  t.regex(ended ?? '', /^portal\.tls: the certificate ended on \w+ +\d+ .* GMT: renew it$/);
  t.is(others.length, 2);
  await makeCertificate(directory, '*.venue.test');
  t.deepEqual(await certificateWarnings(config, days(0)), [ofConsole]);
  await writeFile(join(directory, 'certificate.pem'), 'none');
  t.deepEqual(await certificateWarnings(config, days(0)), []);
});

test('without TLS there is no certificate to be warned of', async (t) => {
  t.deepEqual(await certificateWarnings(parse(sample), days(0)), []);
});
