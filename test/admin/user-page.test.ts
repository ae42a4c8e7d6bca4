import test from 'ava';
import { openMembers, secret } from '../login/password/members.js';
import { deskOf } from './desk.js';

test('an admin adds, approves, disables and removes users on their page', async (t) => {
  const { hotspot, add, enter, users } = await openMembers(t);
  const admin = await deskOf(hotspot, 'admin');
  t.is(
    (await admin.post('/users/add', { name: 'anna', password: secret, note: '<b>room 7</b>' })).status,
    303,
  );
  t.is((await enter('anna', secret)).status, 303);
  await add('bert', { isApproved: false });
  t.regex((await admin.get('/users')).body, /&lt;b&gt;room 7/);
  await admin.post('/users/approve', { name: 'bert' });
  t.like(await users.get('bert'), { isApproved: true });
  await admin.post('/users/disable', { name: 'anna' });
  t.regex((await admin.get('/users?search=anna')).body, /disabled/);
  t.truthy((await hotspot.gate.store.authorisations())[0]?.ending);
  await admin.post('/users/remove', { name: 'anna' });
  t.is(await users.get('anna'), undefined);
  t.is((await (await deskOf(hotspot, 'desk')).get('/users')).status, 403);
});
