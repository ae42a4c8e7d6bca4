import test from 'ava';
import fc from 'fast-check';
import { attributeIn, messagesIn, uint64At, valueAt } from '../../src/system/netlink-message.js';
import { NetlinkWriter } from '../../src/system/netlink-writer.js';

const struct = Buffer.from([1, 2, 3, 4]);

test('what is written can be read again, however much it is', (t) => {
  const values = fc.array(fc.uint8Array({ maxLength: 3_000 }), { maxLength: 20 });
  fc.assert(
    fc.property(values, (texts) => {
      const writer = new NetlinkWriter();
      for (const [index, text] of texts.entries()) {
        const message = writer.beginMessage(7, 0x400, struct);
        writer.uint32(1, index);
        const nested = writer.beginNested(2);
        writer.bytes(3, text);
        writer.endNested(nested);
        writer.endMessage(message);
      }
      const { messages } = writer;
      const found = [...messagesIn(messages, messages.length)];
      t.is(found.length, texts.length);
      for (const [index, { type, flags, body }] of found.entries()) {
        t.deepEqual({ type, flags }, { type: 7, flags: 0x401 });
        t.deepEqual(body.subarray(0, 4), struct);
        t.is(attributeIn(body, 4, 1)?.readUInt32BE(0), index);
        const nested = attributeIn(body, 4, 2);
        t.deepEqual(nested && attributeIn(nested, 0, 3), Buffer.from(texts[index] ?? []));
      }
    }),
    { numRuns: 100 },
  );
});

test('numbers of 64 bits are written up to the largest that is exact', (t) => {
  for (const number of [0, 1, 2 ** 32 - 1, 2 ** 32, Number.MAX_SAFE_INTEGER]) {
    const writer = new NetlinkWriter();
    const begun = writer.beginMessage(7, 0, struct);
    writer.uint64(1, number);
    writer.endMessage(begun);
    const [message] = messagesIn(writer.messages, writer.messages.length);
    t.is(message && uint64At(message.body, valueAt(message.body, 4, message.body.length, 1)), number);
  }
});
