import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { siteUrl } from './addresses.js';
import { gatewayTests } from './gateway-tests.js';
import { logIn } from './login.js';

const test = gatewayTests(['wget', 'apt-get']);

test('wget saves nothing while the device is captive, and the file once it is online', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  const directory = join(hotspot.directory, 'wget');
  await mkdir(directory);
  const wget = () => phone.run('wget', '--tries=1', '--directory-prefix', directory, `${siteUrl}megabyte`);
  const captive = await wget();
  t.is(captive.code, 8); // "server issued an error response"
  t.regex(captive.stderr, /ERROR 511: Network Authentication Required/);
  t.deepEqual(await readdir(directory), []);
  await logIn(phone);
  t.is((await wget()).code, 0);
  t.deepEqual(await readdir(directory), ['megabyte']);
});

test('apt-get update reports the 511 and stores nothing; online it gets its lists', async (t, hotspot) => {
  const phone = await hotspot.addPhone();
  const directory = join(hotspot.directory, 'apt');
  const options = await aptOptions(directory);
  const lists = async () =>
    (await readdir(join(directory, 'lists'))).filter((name) => name.startsWith('apt.example.test'));
  const captive = await phone.run('apt-get', ...options, 'update');
  t.is(captive.code, 100);
  t.regex(captive.stdout + captive.stderr, /511 +Network Authentication Required/);
  t.deepEqual(await lists(), []);
  await logIn(phone);
  const online = await phone.run('apt-get', ...options, 'update');
  t.is(online.code, 0, online.stderr);
  t.true((await lists()).some((name) => name.includes('_Packages')));
});

/** An apt that knows one repository and shares nothing with this machine's. */
async function aptOptions(directory: string): Promise<string[]> {
  for (const part of ['lists/partial', 'cache/archives/partial'])
    await mkdir(join(directory, part), { recursive: true });
  await writeFile(join(directory, 'status'), '');
  await writeFile(join(directory, 'sources.list'), 'deb [trusted=yes] http://apt.example.test/apt/ ./\n');
  const settings = {
    'Dir::Etc::SourceList': join(directory, 'sources.list'),
    'Dir::Etc::SourceParts': '/dev/null',
    'Dir::State': directory,
    'Dir::State::Lists': join(directory, 'lists'),
    'Dir::State::Status': join(directory, 'status'),
    'Dir::Cache': join(directory, 'cache'),
    'APT::Sandbox::User': 'root',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '0',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
}
