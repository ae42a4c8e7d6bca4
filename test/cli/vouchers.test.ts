import { existsSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { Daemon } from './daemon.js';
import { install } from './installation.js';

const code = /^[B-Z]{3}-[B-Z]{4}-[B-Z]{3}$/;

/** An installation whose guests come in by vouchers; its daemon runs. */
async function counter(t: ExecutionContext) {
  const installation = await install(t);
  const { config } = installation;
  const guest = { ...config.zones.guest, login: ['voucher'] };
  const plans = { 'day-pass': { duration: '24h' } };
  await installation.configure({ ...config, plans, zones: { ...config.zones, guest } });
  const daemon = await Daemon.start(t, installation);
  const batches = async () => JSON.parse((await installation.run('vouchers list --json')).stdout);
  return { ...installation, daemon, batches };
}

test.serial('vouchers are made with their codes, as text, CSV or JSON, listed and exported', async (t) => {
  const { run, batches } = await counter(t);
  const made = await run('vouchers create --plan day-pass --count 3 --devices 2 --valid 30d --note July');
  t.is(made.code, 0, made.stderr);
  const [heading, ...codes] = made.stdout.trimEnd().split('\n');
  t.regex(heading ?? '', /^batch [B-Z]{6}: 3 of plan day-pass, valid until 20\S+Z$/);
  t.is(codes.length, 3);
  for (const each of codes) t.regex(each, code);

  const { stdout: csv } = await run('vouchers create --plan day-pass --starts 2099-12-24 --csv');
  t.regex(
    csv,
    /^id,code,batch,plan,devices,validUntil\n[\da-f]{10},[B-Z-]{12},[B-Z]{6},day-pass,1,21\S+Z\n$/,
  );
  const { stdout: json } = await run('vouchers create --plan day-pass --json');
  t.regex(JSON.parse(json).vouchers[0].code, code);

  t.like((await batches())[0], { count: 3, unused: 3, devices: 2, note: 'July' });
  t.regex((await run('vouchers list')).stdout, /^BATCH .*\n[B-Z]{6} +day-pass +2 +3 +0 +3 +0 +0 +0 /);
  const { stdout: exported } = await run('vouchers export');
  t.is(exported.trimEnd().split('\n').length, 6);
  for (const each of codes) t.false(exported.includes(each));
  t.is(JSON.parse((await run('vouchers export --json')).stdout).length, 5);
});

test.serial('a sheet is written for the owner alone; its codes are nowhere else', async (t) => {
  const { run, directory, state, daemon } = await counter(t);
  const path = join(directory, 'sheet.html');
  const { stdout } = await run(`vouchers create --plan day-pass --count 2 --html ${path} --paper 80mm`);
  t.regex(stdout, /^2 vouchers of batch [B-Z]{6}: print .*sheet\.html, then remove it\n$/);
  t.is((await stat(path)).mode & 0o777, 0o600);
  const html = await readFile(path, 'utf8');
  t.regex(html, /Voucher for Café Example/);
  const codes = html.match(/[B-Z]{3}-[B-Z]{4}-[B-Z]{3}/g) ?? [];
  t.is(codes.length, 2);
  const one = await run('vouchers create --plan day-pass --html one.html');
  t.regex(one.stdout, /^1 voucher of batch /);
  const kept = (await readFile(join(state, 'store.json'), 'utf8')) + daemon.log;
  for (const each of codes) t.notRegex(kept, new RegExp(`${each}|${each.replaceAll('-', '')}`, 'i'));
});

test.serial('where the sheet cannot be written nothing is made', async (t) => {
  const { run, directory, batches } = await counter(t);
  await writeFile(join(directory, 'file'), '');
  const faulty: readonly (readonly [string, number, RegExp])[] = [
    [`--plan day-pass --html ${join(directory, 'file', 'sheet.html')}`, 1, /cannot be written: ENOTDIR/],
    ['--plan day-pass --html sheet.html --paper a5', 2, /--paper: found "a5", allowed: a4 or 80mm/],
    ['--plan gold --html sheet.html', 2, /--plan: the configuration has no plan "gold"/],
    ['--plan day-pass --html sheet.html --zone staff', 2, /allowed: a zone that takes vouchers: guest/],
    ['--count 3', 2, /--plan is needed/],
    ['--plan', 2, /--plan/],
    [`--plan day-pass --note ${'x'.repeat(201)}`, 1, /^gate511: note: allowed: at most 200 characters/],
    ['--plan gold', 1, /^gate511: plan: there is no plan "gold"; allowed: day-pass/],
    ['--plan day-pass --count many', 2, /--count: "many" is not a number/],
    ['--plan day-pass --starts tomorrow', 2, /--starts: "tomorrow" is not a date such as/],
    ['--plan day-pass --starts 2099-11-31', 2, /--starts: "2099-11-31" is not a date such as/],
    [`--plan day-pass --html ${join(directory, 'file')}`, 1, /file cannot be written: EEXIST/],
    [`--plan day-pass --count 20000 --html ${join(directory, 'sheet.html')}`, 1, /count/],
    ['--plan day-pass --starts 2020-01-01 --valid 1d', 1, /^gate511: startsAt: what starts then is over\n$/],
    [
      '--plan day-pass --starts 2020-01-01 --valid 366d',
      1,
      /^gate511: startsAt: what starts then is over\n$/,
    ],
    ['--plan day-pass --valid long', 2, /--valid: "long" is not a duration/],
  ];
  for (const [options, exitCode, said] of faulty) {
    const { code: found, stderr } = await run(`vouchers create ${options}`);
    t.is(found, exitCode, options);
    t.regex(stderr, said);
  }
  t.deepEqual(await batches(), []);
  t.false(existsSync(join(directory, 'sheet.html')));
});

test.serial('a batch is revoked by its name, a voucher by its number', async (t) => {
  const { run } = await counter(t);
  const { stdout } = await run('vouchers create --plan day-pass --count 2 --json');
  const { batch, vouchers } = JSON.parse(stdout);
  t.is((await run(`vouchers revoke ${vouchers[0].id}`)).stdout, '1 voucher is revoked\n');
  t.is((await run(`vouchers revoke ${batch.toLowerCase()}`)).stdout, '2 vouchers are revoked\n');
  t.is((await run('vouchers revoke NONE')).code, 1);
  t.is((await run('vouchers revoke ../status')).code, 2);
});
