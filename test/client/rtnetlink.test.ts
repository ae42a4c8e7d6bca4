import test from 'ava';
import fc from 'fast-check';
import { macAddressFrom } from '../../src/client/mac-address.js';
import { changeIn, neighbourIn } from '../../src/client/rtnetlink.js';
import { attribute } from '../../src/system/netlink-message.js';

const newNeighbour = 28;
const usable = 0x02;
const incomplete = 0x01;

/** As the kernel tells of a neighbour: `ndmsg`, then attributes. */
function neighbour(index: number, state: number, ...attributes: readonly Uint8Array[]): Buffer {
  const ndmsg = Buffer.alloc(12);
  ndmsg.writeInt32LE(index, 4);
  ndmsg.writeUInt16LE(state, 8);
  return Buffer.concat([ndmsg, ...attributes]);
}

test('what the kernel says of a neighbour is read as it was said, among whatever else it says', (t) => {
  const address = fc.oneof(
    fc.uint8Array({ minLength: 4, maxLength: 4 }),
    fc.uint8Array({ minLength: 16, maxLength: 16 }),
  );
  const mac = fc.uint8Array({ minLength: 6, maxLength: 6 });
  const others = fc.array(fc.tuple(fc.integer({ min: 3, max: 15 }), fc.uint8Array({ maxLength: 40 })));
  fc.assert(
    fc.property(fc.nat(), address, mac, others, fc.boolean(), (index, octets, linkLayer, more, isUsable) => {
      const rest = more.map(([type, value]) => attribute(type, value));
      const state = isUsable ? usable : incomplete;
      const body = neighbour(index, state, ...rest, attribute(1, octets), attribute(2, linkLayer));
      t.deepEqual(neighbourIn(body), {
        index,
        octets: Buffer.from(octets),
        linkLayerOctets: isUsable ? Buffer.from(linkLayer) : undefined,
      });
      t.deepEqual(changeIn(newNeighbour, body), Buffer.from(octets));
    }),
  );
});

test('whatever octets stand there, what is read of them is in them, and a MAC has six', (t) => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (rest) => {
      const body = neighbour(3, usable, rest);
      const { octets, linkLayerOctets } = neighbourIn(body);
      t.true(octets === undefined || body.includes(octets));
      t.true(!linkLayerOctets || linkLayerOctets.length === 6 || !macAddressFrom(linkLayerOctets));
      changeIn(newNeighbour, body);
    }),
    { numRuns: 2_000 },
  );
});
