import { eventually } from './eventually.js';
import { gatewayTests } from './gateway-tests.js';
import { logIn } from './login.js';

const test = gatewayTests();

interface Row {
  readonly mac: string;
  readonly startedAt: string;
  readonly addresses: readonly {
    readonly address: string;
    readonly from: string;
    readonly to: string | null;
  }[];
}

test('which device had an address is known, after another one has taken it', async (t, hotspot) => {
  const ask = async (...options: string[]): Promise<readonly Row[]> =>
    JSON.parse((await hotspot.daemon.run('history', '--json', ...options)).stdout).sessions;
  const [first, second] = [await hotspot.addPhone(), await hotspot.addPhoneWithoutAddress()];
  const { address4 } = first;
  const since = (mac: string) =>
    eventually(async () => {
      const rows = await ask('--mac', mac, '--address', address4);
      return rows.flatMap(({ addresses }) => addresses).find(({ address }) => address === address4)?.from;
    }, 40_000);
  await logIn(first);
  const had = await since(first.mac);
  await first.leave();
  await second.takeAddresses(first);
  await logIn(second);
  const has = await since(second.mac);
  t.true(Date.parse(has) > Date.parse(had));
  t.deepEqual(
    (await ask('--address', address4, '--at', had)).map(({ mac }) => mac),
    [first.mac],
  );
  const now = await ask('--address', address4, '--at', new Date().toISOString());
  t.deepEqual(
    now.map(({ mac }) => mac),
    [second.mac],
  );
});
