import { readFile } from 'node:fs/promises';
import { storeFileIn } from '../../src/config/state.js';
import { devices } from '../crash/devices.js';
import { rootTest } from '../root.js';
import { fillDisk, makeReadOnly, makeSpace, mountDisk } from './disk.js';
import { nft } from './nft.js';
import { newGate } from './opened-gate.js';

const [visitor, resident] = [devices[0], devices[2]] as const;

rootTest(
  'on a full disk a login is answered 507 and authorises nobody, and all is well again when there is space',
  async (t) => {
    if (!visitor || !resident) return t.fail();
    const gate = await newGate(t);
    await mountDisk(t, gate.state);
    await gate.start();
    t.is((await gate.logIn(resident)).status, 303);
    const kept = await readFile(storeFileIn(gate.state), 'utf8');

    await fillDisk(gate.state);
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const { status, headers, body } = await gate.logIn(visitor);
      t.is(status, 507);
      t.is(headers['retry-after'], undefined);
      t.notRegex(body, /ENOSPC|store\.json/);
    }
    t.regex(await gate.logged(/"code":"store-full"/), /ENOSPC/);
    t.is((await gate.command('PUT', `/list-entries/${visitor.mac}`, { kind: 'allow' })).status, 507);
    t.is((await gate.visit(visitor, '/status')).status, 303);
    t.is((await gate.visit(resident, '/status')).status, 200);
    t.deepEqual(JSON.parse((await gate.command('GET', '/list-entries')).body).items, []);
    t.is((await gate.states()).get(visitor.mac), 'captive');
    t.deepEqual(await gate.open(), new Set([resident.mac]));
    t.is(await readFile(storeFileIn(gate.state), 'utf8'), kept);

    await makeSpace(gate.state);
    t.is((await gate.logIn(visitor)).status, 303);
    t.is((await gate.states()).get(visitor.mac), 'authorised');
    t.deepEqual(await gate.open(), new Set([visitor.mac, resident.mac]));
    t.true((await readFile(storeFileIn(gate.state), 'utf8')).includes(visitor.mac));
  },
);

rootTest(
  'on a full disk who is revoked, denied or taken off the list is out at once, stays out, and is so for good when there is space',
  async (t) => {
    const [revoked, denied, listed, leaver] = [devices[0], devices[2], devices[1], devices[4]];
    if (!revoked || !denied || !listed || !leaver) return t.fail();
    const gate = await newGate(t);
    await mountDisk(t, gate.state);
    await gate.start();
    for (const device of [revoked, denied, leaver]) t.is((await gate.logIn(device)).status, 303);
    t.is((await gate.command('PUT', `/list-entries/${listed.mac}`, { kind: 'allow' })).status, 200);

    await fillDisk(gate.state);
    const answers = [
      await gate.command('DELETE', `/authorisations/${revoked.mac}`),
      await gate.command('PUT', `/list-entries/${denied.mac}`, { kind: 'deny' }),
      await gate.command('DELETE', `/list-entries/${listed.mac}`),
    ];
    for (const { status, body } of answers) {
      t.is(status, 507);
      t.regex(body, /the device is shut out, but only until the daemon restarts; store: ENOSPC/);
    }
    t.is((await gate.logOut(leaver)).status, 507);
    t.deepEqual(await gate.open(), new Set());
    await nft('delete table inet gate511'); // so that the store decides anew who is let in
    await gate.logged(/rules were changed by somebody else: put back/);
    t.deepEqual(await gate.open(), new Set());
    const states = await gate.states();
    t.is(states.get(denied.mac), 'denied');
    t.is(states.get(revoked.mac), 'captive');

    const kept = gate.nextLogged(/kept now/);
    await makeSpace(gate.state);
    await kept;
    t.is((await gate.command('PUT', `/list-entries/${denied.mac}`, { kind: 'deny' })).status, 200);
    await gate.kill();
    await gate.start();
    t.deepEqual(await gate.open(), new Set());
    t.is((await gate.states()).get(denied.mac), 'denied');
    t.is((await gate.logIn(revoked)).status, 303);
    t.deepEqual(await gate.open(), new Set([revoked.mac]));
  },
);

rootTest('the daemon does not start on a read-only disk, and says why', async (t) => {
  const gate = await newGate(t);
  await mountDisk(t, gate.state);
  await makeReadOnly(gate.state);
  const { code, stderr } = await gate.run('serve');
  t.is(code, 1);
  t.regex(stderr, /^gate511: the store \S+store\.json cannot be used: EROFS: read-only file system.*\n$/);
});

rootTest('the daemon does not start where it could read its store and not write it', async (t) => {
  const gate = await newGate(t);
  await mountDisk(t, gate.state);
  await gate.start();
  t.is((await gate.logIn(devices[0] ?? t.fail())).status, 303);
  await gate.kill();
  await makeReadOnly(gate.state);
  const { code, stderr } = await gate.run('serve');
  t.is(code, 1);
  t.regex(stderr, /^gate511: the store \S+store\.json cannot be used: EROFS: read-only file system.*\n$/);
});

rootTest('the daemon does not start on a full disk, says why, and leaves the store as it was', async (t) => {
  const gate = await newGate(t);
  await mountDisk(t, gate.state);
  await gate.start();
  t.is((await gate.logIn(devices[0] ?? t.fail())).status, 303);
  await gate.kill();
  const kept = await readFile(storeFileIn(gate.state), 'utf8');
  await fillDisk(gate.state);
  const { code, stderr } = await gate.run('serve');
  t.is(code, 1);
  t.regex(stderr, /^gate511: the store \S+store\.json cannot be used: ENOSPC: no space left on device.*\n$/);
  t.is(await readFile(storeFileIn(gate.state), 'utf8'), kept);
  await makeSpace(gate.state);
  await gate.start();
  t.is((await gate.states()).get(devices[0]?.mac ?? ''), 'authorised');
});
