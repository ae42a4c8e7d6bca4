import { type Client, keyOf } from '../../src/client/client.js';
import type { Firewall } from '../../src/firewall/firewall.js';
import type { Pass } from '../../src/firewall/passes.js';
import { run } from '../../src/system/run.js';
import { address, mac } from '../clients.js';

/** What nft lists of a client's passes. */
export async function passesOf(_: Firewall, client: Client): Promise<readonly Pass[]> {
  const listed = [4, 6].map((family) =>
    run('nft', ['list', 'set', 'inet', 'gate511', `pass${family}_${client.zone}`]),
  );
  const elements = /(\S+) \. (\S+) \. (\d+) timeout \S+ expires ((\d+)m)?((\d+)s)?/g;
  return [...(await Promise.all(listed)).join('').matchAll(elements)]
    .map(([, owner = '', to = '', port, , minutes = 0, , seconds = 0]) => ({
      client: { ...client, mac: mac(owner) },
      address: address(to),
      port: Number(port),
      seconds: Number(minutes) * 60 + Number(seconds),
    }))
    .filter((pass) => keyOf(pass.client) === keyOf(client));
}
