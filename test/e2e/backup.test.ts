import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { siteUrl } from './addresses.js';
import { gatewayTests } from './gateway-tests.js';
import { logIn } from './login.js';

const test = gatewayTests();

test('after a restore the firewall lets through whom the backup knows and nobody else, while the daemon runs', async (t, hotspot) => {
  const { daemon, directory } = hotspot;
  const path = join(directory, 'gate511.backup');
  const [regular, newcomer] = [await hotspot.addPhone(), await hotspot.addPhone()];
  await logIn(regular);
  t.is((await daemon.run('backup', path)).code, 0);
  await daemon.run('revoke', regular.mac);
  await logIn(newcomer);
  t.is(await regular.status(siteUrl), '511');

  const { code, stdout } = await daemon.run('restore', path);
  t.is(code, 0);
  t.regex(stdout, /^all is as it was at 20/);
  t.is(await regular.status(siteUrl), '200');
  t.is(await newcomer.status(siteUrl), '511');
});

test('a damaged backup is refused, and everything stays as it is', async (t, hotspot) => {
  const { daemon, directory } = hotspot;
  const path = join(directory, 'damaged.backup');
  const phone = await hotspot.addPhone();
  t.is((await daemon.run('backup', path)).code, 0);
  await logIn(phone);
  await writeFile(path, (await readFile(path, 'utf8')).replace('"sha256":"', '"sha256":"0'));
  const { code, stderr } = await daemon.run('restore', path);
  t.is(code, 1);
  t.regex(stderr, /^gate511: the backup is damaged: its content is not what its checksum says\n$/);
  t.is(await phone.status(siteUrl), '200');
  t.regex((await daemon.run('restore', join(directory, 'nowhere'))).stderr, /nowhere cannot be read/);
});
