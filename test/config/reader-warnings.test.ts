import { chmod, chown, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { stringify } from 'yaml';
import { loadConfig } from '../../src/config/load.js';
import { readerWarnings } from '../../src/config/reader-warnings.js';
import { methods } from '../../src/methods.js';
import { rootTest } from '../root.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { parse, sample } from './sample.js';

const passwd = 'root:x:0:0:root:/root:/bin/bash\ngate511:x:998:998::/var/lib/gate511:/usr/sbin/nologin\n';

rootTest('an operator is warned of files that the daemon could not read', async (t) => {
  const directory = await temporaryDirectory(t);
  const named = join(directory, 'gate511.yaml');
  const files = {
    'fullchain.pem': 0o644,
    'privkey.pem': 0o600,
    'till.secret': 0o640,
    'logo.svg': 0o640,
  };
  for (const [name, mode] of Object.entries(files)) {
    await writeFile(join(directory, name), 'x'.repeat(16));
    await chmod(join(directory, name), mode);
  }
  await chown(join(directory, 'logo.svg'), 0, 998);
  const text = stringify({
    ...sample,
    portal: {
      ...sample.portal,
      url: 'https://login.test/',
      tls: { certificate: 'fullchain.pem', key: 'privkey.pem' },
    },
    zones: { guest: { ...sample.zones.guest, logo: 'logo.svg' } },
    webhooks: { till: { url: 'http://till.test/', 'secret-file': 'till.secret' } },
  });
  await writeFile(named, text, { mode: 0o600 });
  const warnings = await readerWarnings(await loadConfig({ named }, methods), passwd);
  t.deepEqual(
    warnings.map(
      (warning) => /^only root can read \S*\/(\S+), and the daemon runs as gate511: chgrp/.exec(warning)?.[1],
    ),
    ['gate511.yaml', 'privkey.pem', 'till.secret'],
  );
  t.deepEqual(await readerWarnings(await loadConfig({ named }, methods), 'root:x:0:0::/root:/bin/sh\n'), []);
});

test('without a configuration file nobody has to read one', async (t) => {
  t.deepEqual(await readerWarnings({ config: parse(sample), path: undefined }, passwd), []);
});
