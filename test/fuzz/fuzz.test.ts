import test from 'ava';
import { install } from '../cli/installation.js';
import { barrage } from './barrage.js';
import { startWatched } from './watched-daemon.js';

const count = Number(process.env.GATE511_FUZZ_COUNT ?? 5_000);
const seed = Number(process.env.GATE511_FUZZ_SEED ?? Date.now() % 1_000_000);
const warmUp = Math.max(2_000, Math.ceil(count / 20));

const guests = Array.from({ length: 200 }, (_, number) => `127.7.7.${number + 1}`);
const mac = (number: number) => `02:00:00:00:07:${number.toString(16).padStart(2, '0')}`;

test(`after ${count} malformed requests the daemon serves, with about the memory that it had before`, async (t) => {
  t.timeout(60_000 + count * 2);
  const { directory, config, configure, portalUrl } = await install(t);
  const neighbours = Object.fromEntries(guests.map((address, number) => [address, mac(number)]));
  const { guest, ...others } = config.zones;
  const known = { ...guest, neighbours: { ...guest.neighbours, ...neighbours } };
  await configure({ ...config, zones: { ...others, guest: known } });
  const daemon = await startWatched(t, directory);
  const target = {
    host: new URL(portalUrl).hostname,
    ports: [8510, 8511],
    from: guests,
    isRunning: daemon.isRunning,
  };

  await barrage(target, seed, warmUp);
  const before = daemon.rssBytes();
  const startedAt = performance.now();
  const answered = await barrage(target, seed + 1_000, count);
  const seconds = (performance.now() - startedAt) / 1_000;
  if (!daemon.isRunning()) throw new Error(`seed ${seed}: the daemon ended: ${daemon.end()}`);
  const after = daemon.rssBytes();
  t.log(
    `seed ${seed}, ${Math.round(answered / seconds)} answers/s, RSS ${mebibytes(before)} → ${mebibytes(after)}`,
  );

  t.true(answered >= count, `${answered} answers`);
  t.is((await fetch(portalUrl)).status, 200);
  t.is((await fetch(`http://${target.host}:8511/`)).status, 511);
  t.deepEqual(daemon.errors, []);
  t.true(after < 1.5 * before + 20 * 2 ** 20, `seed ${seed}: ${before} → ${after} bytes`);
});

const mebibytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MiB`;
