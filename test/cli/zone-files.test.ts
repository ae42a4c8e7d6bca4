import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { Daemon } from './daemon.js';
import { type Installation, install } from './installation.js';

const configureGuest = ({ config, configure }: Installation, keys: object) =>
  configure({ ...config, zones: { ...config.zones, guest: { ...config.zones.guest, ...keys } } });

test.serial('every file of a zone that will not do is told at once, by check and at start', async (t) => {
  const installation = await install(t);
  const { directory } = installation;
  await writeFile(join(directory, 'logo.png'), 'MZ');
  await configureGuest(installation, { logo: 'logo.png', views: 'missing', leases: 'leases' });
  const { code, stderr } = await installation.run('check');
  t.is(code, 78);
  t.is(
    stderr,
    `gate511: zones.guest.logo: found "${directory}/logo.png", allowed: a picture in PNG, JPEG, WebP or SVG
zones.guest.views: found "${directory}/missing", allowed: a directory that can be read (ENOENT: no such file or directory, scandir '${directory}/missing')
`,
  );
  t.is((await installation.run('serve')).code, 78);
});

test.serial('a lease file that cannot be read is a warning', async (t) => {
  const installation = await install(t);
  await configureGuest(installation, { leases: 'leases' });
  const { code, stdout } = await installation.run('check');
  t.is(code, 0);
  t.regex(stdout, /warning: zone guest: devices are shown without names: ENOENT.*leases/);
});

test.serial(
  'an own template with a fault is one for check; the daemon says so and shows its own page',
  async (t) => {
    const installation = await install(t);
    const { directory } = installation;
    await configureGuest(installation, { name: 'Hotel Example', views: 'own' });
    await mkdir(join(directory, 'own'));
    await writeFile(join(directory, 'own', 'layout.njk'), '<title>\n{{ nmae }}</title>');
    const { code, stderr } = await installation.run('check');
    t.is(code, 78);
    t.is(
      stderr,
      `gate511: zones.guest.views: ${directory}/own/layout.njk, line 2: attempted to output null or undefined value\n`,
    );

    const daemon = await Daemon.start(t, installation);
    const page = await fetch(installation.portalUrl);
    t.is(page.status, 200);
    t.regex(await page.text(), /Welcome to Hotel Example/);
    await daemon.says('an own template is faulty');

    await writeFile(
      join(directory, 'own', 'layout.njk'),
      '<h1>{{ name }} of our own</h1>{% block main %}{% endblock %}',
    );
    t.is((await installation.run('check')).code, 0);
    daemon.signal('SIGHUP');
    await daemon.says('the new configuration is in force');
    t.regex(await (await fetch(installation.portalUrl)).text(), /Hotel Example of our own/);
  },
);
