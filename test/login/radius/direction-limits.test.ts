import test from 'ava';
import { type Attribute, encodeAttributes } from '../../../src/login/radius/attributes.js';
import { endSpentDirections } from '../../../src/login/radius/direction-limits.js';
import { codes } from '../../../src/login/radius/packet.js';
import { signedAnswer } from '../../../src/login/radius/signature.js';
import { unused } from '../../../src/store/authorisation.js';
import { phone } from '../../clients.js';
import { fakeServer } from './fake-server.js';
import { secret } from './free-radius.js';
import { radiusParts, server, settings } from './parts.js';

/** ChilliSpot-Max-Output-Octets of 1000. */
const thousandDown: Attribute = ['Vendor-Specific', Buffer.from([0, 0, 0x38, 0xdf, 2, 6, 0, 0, 3, 0xe8])];

test('what one direction may have is counted by itself, and anew after a login on top', async (t) => {
  const { port } = await fakeServer(t, (request) =>
    signedAnswer(codes.accessAccept, request, encodeAttributes([thousandDown]), secret),
  );
  const { logIn, gate, store, firewall } = await radiusParts(t, settings({ servers: [server({ port })] }));
  const ending = async (inputBytes: number, outputBytes: number) => {
    firewall.count(phone, { ...unused, inputBytes, outputBytes });
    await gate.usage.read();
    await endSpentDirections(gate);
    return store.authorisation(phone)?.ending;
  };
  await logIn('bob', 'hello');
  t.is(await ending(5_000, 999), undefined);
  await logIn('bob', 'hello');
  t.is(await ending(5_000, 1_998), undefined);
  t.like(await ending(5_000, 1_999), { terminateCause: 'NAS-Request', limit: 'data' });
});
