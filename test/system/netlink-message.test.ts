import test from 'ava';
import fc from 'fast-check';
import { attributeIn, messageHeaderLength, messagesIn, question } from '../../src/system/netlink-message.js';

test('whatever a datagram holds, reading it ends, and what is read is in it', (t) => {
  const message = fc
    .tuple(fc.uint8Array({ maxLength: 40 }), fc.option(fc.nat({ max: 60 }), { nil: undefined }))
    .map(([struct, size]) => {
      const made = question(1, struct);
      if (size !== undefined) made.writeUInt32LE(size, 0);
      return made;
    });
  const octets = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));
  fc.assert(
    fc.property(fc.array(fc.oneof(message, octets), { maxLength: 5 }), (parts) => {
      const datagram = Buffer.concat(parts);
      const found = [...messagesIn(datagram, datagram.length)];
      const read = found.reduce((sum, { body }) => sum + messageHeaderLength + body.length, 0);
      t.true(read <= datagram.length);
      for (const { body } of found) attributeIn(body, 4, 1);
    }),
    { numRuns: 2_000 },
  );
});
