import test from 'ava';
import { keyOf } from '../../src/client/client.js';
import { guest, laptop, phone } from '../clients.js';
import { authorisationOf, octets } from '../records.js';
import { heard } from './heard.js';

const session = authorisationOf(phone, { user: 'ann' });
const refused = { client: phone, method: 'voucher', result: 'rejected', reason: 'ABCD-EFGH' } as const;

test('logins are counted by method and result, ends by reason', async (t) => {
  const { tell, samples } = heard();
  tell('session-started', { session });
  tell('session-extended', { session, before: session });
  tell('login-failed', refused);
  tell('session-ended', { session, terminateCause: 'Idle-Timeout' });
  t.deepEqual(await samples('gate511_logins_total'), [
    '{zone="guest",method="click-through",result="accepted"} 2',
    '{zone="guest",method="voucher",result="rejected"} 1',
  ]);
  t.deepEqual(await samples('gate511_sessions_ended_total'), ['{zone="guest",cause="Idle-Timeout"} 1']);
});

test('nothing tells who was here', async (t) => {
  const { tell, text } = heard();
  tell('session-started', { session });
  tell('login-failed', refused);
  tell('list-changed', { before: { mac: phone.mac, kind: 'deny', note: 'bob' }, by: 'mallory' });
  const said = await text();
  for (const secret of [phone.mac, 'ann', 'ABCD-EFGH', 'bob', 'mallory'])
    t.false(said.includes(secret), secret);
});

test('bytes are counted from login to end, each once, over a move too', async (t) => {
  const { tell, samples } = heard();
  const reading = (input: number, output: number) =>
    tell('usage-read', { readings: new Map([[keyOf(phone), { used: octets(input, output) }]]) });
  tell('session-started', { session });
  reading(10, 100);
  reading(30, 300);
  const moved = { ...session, ...laptop, used: octets(35, 350) };
  tell('session-ended', { session: { ...session, used: octets(35, 350) }, terminateCause: 'Admin-Reset' });
  tell('session-moved', { session: moved, from: phone });
  tell('session-ended', { session: { ...moved, used: octets(40, 400) }, terminateCause: 'User-Request' });
  t.deepEqual(await samples('gate511_client_bytes_total'), [
    '{zone="guest",direction="input"} 40',
    '{zone="guest",direction="output"} 400',
  ]);
});

test('what passed before the daemon was started is not counted again', async (t) => {
  const { tell, samples } = heard();
  for (const bytes of [1_000, 1_007])
    tell('usage-read', { readings: new Map([[keyOf(phone), { used: octets(bytes, bytes) }]]) });
  t.deepEqual(await samples('gate511_client_bytes_total'), [
    '{zone="guest",direction="input"} 7',
    '{zone="guest",direction="output"} 7',
  ]);
});

test('a session that a backup brings back is no login, and what it had used is not counted again', async (t) => {
  const { tell, samples } = heard();
  const back = { ...session, used: octets(100, 100) };
  tell('session-restored', { session: back, by: 'anna' });
  tell('session-restored', { session: back, before: session, by: 'anna' });
  tell('usage-read', { readings: new Map([[keyOf(phone), { used: octets(107, 109) }]]) });
  t.deepEqual(await samples('gate511_logins_total'), []);
  t.deepEqual(await samples('gate511_client_bytes_total'), [
    '{zone="guest",direction="input"} 7',
    '{zone="guest",direction="output"} 9',
  ]);
});

test('answers to captive clients are counted by what kind of client asked, over reloads too', async (t) => {
  const { tell, samples } = heard();
  for (const client of ['Apple', 'other', 'Apple']) tell('intercepted', { zone: guest, client, status: 511 });
  t.deepEqual(await samples('gate511_captive_responses_total'), [
    '{zone="guest",client="Apple",code="511"} 2',
    '{zone="guest",client="other",code="511"} 1',
  ]);
});

test('requests are counted by server and status, with how long they took', async (t) => {
  const { tell, samples } = heard();
  tell('answered', { server: 'portal', status: 200, seconds: 0.002 });
  tell('answered', { server: 'portal', status: 507, seconds: 3 });
  t.deepEqual(await samples('gate511_http_responses_total'), [
    '{server="portal",code="200"} 1',
    '{server="portal",code="507"} 1',
  ]);
  const name = 'gate511_http_request_duration_seconds';
  const buckets = await samples(`${name}_bucket`);
  t.true(buckets.includes('{le="0.001",server="portal"} 0'));
  t.true(buckets.includes('{le="0.0025",server="portal"} 1'));
  t.true(buckets.includes('{le="+Inf",server="portal"} 2'));
  t.deepEqual(await samples(`${name}_sum`), ['{server="portal"} 3.002']);
  t.deepEqual(await samples(`${name}_count`), ['{server="portal"} 2']);
});

test('what fails in store, firewall and configuration is counted', async (t) => {
  const { tell, samples } = heard();
  tell('committed', { seconds: 0.004, isKept: false });
  tell('nft-written', { seconds: 0.001, changes: 3, isTaken: true });
  tell('nft-written', { seconds: 0.001, changes: 2, isTaken: false });
  tell('rules-repaired', { difference: 'a rule' });
  tell('clients-repaired', { differences: [{ client: phone, wanted: 'open', found: 'closed' }] });
  t.deepEqual(await samples('gate511_store_commit_failures_total'), [' 1']);
  t.deepEqual(await samples('gate511_nft_changes_total'), [' 3']);
  t.deepEqual(await samples('gate511_nft_batch_failures_total'), [' 1']);
  t.deepEqual(await samples('gate511_repairs_total'), ['{what="rules"} 1', '{what="client"} 1']);
  t.deepEqual(await samples('gate511_config_last_reload_successful'), [' 1']);
  tell('configuration-refused', { reason: 'a fault' });
  t.deepEqual(await samples('gate511_config_last_reload_successful'), [' 0']);
});

test('RADIUS servers are timed, each by itself', async (t) => {
  const { tell, samples } = heard();
  tell('radius-asked', { server: 'one', service: 'authentication', result: 'silent', seconds: 9 });
  tell('radius-asked', { server: 'two', service: 'authentication', result: 'answer', seconds: 0.02 });
  t.deepEqual(await samples('gate511_radius_request_duration_seconds_count'), [
    '{server="one",service="authentication",result="silent"} 1',
    '{server="two",service="authentication",result="answer"} 1',
  ]);
});

test('a zone that is gone has no clients any more', async (t) => {
  const { samples } = heard();
  t.deepEqual(await samples('gate511_clients', new Map([[guest, { captive: 2 }]])), [
    '{zone="guest",state="captive"} 2',
  ]);
  t.deepEqual(await samples('gate511_clients{'), []);
});
