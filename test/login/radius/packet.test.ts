import { createHash } from 'node:crypto';
import test from 'ava';
import fc from 'fast-check';
import { Attributes } from '../../../src/login/radius/attributes.js';
import { codes, packetOf, parsePacket } from '../../../src/login/radius/packet.js';
import { chapPassword, hiddenPassword } from '../../../src/login/radius/password.js';
import {
  faultOfAnswer,
  isRequestSigned,
  signedAnswer,
  signedRequest,
} from '../../../src/login/radius/signature.js';

const secret = 'xyzzy5461';
const parsed = (octets: Buffer) => {
  const packet = parsePacket(octets);
  if (!packet) throw new Error('not a packet');
  return packet;
};

test('a password is hidden as in the example of RFC 2865 §7.1', (t) => {
  const authenticator = Buffer.from('0f403f9473978057bd83d5cb98f4227a', 'hex');
  t.is(
    hiddenPassword('arctangent', secret, authenticator).toString('hex'),
    '0dbe708d93d413ce3196e43f782a0aee',
  );
});

test('a password that is longer than a block comes out as it went in', (t) => {
  const authenticator = Buffer.alloc(16, 7);
  const password = 'a password of more than sixteen octets';
  const hidden = hiddenPassword(password, secret, authenticator);
  t.is(hidden.length, 48);
  let previous: Buffer = authenticator;
  const blocks = [0, 16, 32].map((at) => {
    const pad = createHash('md5').update(secret).update(previous).digest();
    previous = hidden.subarray(at, at + 16);
    return previous.map((octet, index) => octet ^ (pad[index] ?? 0));
  });
  t.is(Buffer.concat(blocks).toString().replace(/\0+$/, ''), password);
});

test('a challenge is answered as RFC 1994 §4.1 says', (t) => {
  const answer = chapPassword('arctangent', 22, Buffer.from('challenge'));
  t.is(answer[0], 22);
  t.deepEqual(answer.subarray(1), createHash('md5').update('\x16arctangentchallenge').digest());
});

test('the Access-Accept of RFC 2865 §7.1, which nobody signed, is told apart from one with a wrong secret', (t) => {
  const request = Buffer.from('010000380f403f9473978057bd83d5cb98f4227a', 'hex');
  const accept = parsed(
    Buffer.from('0200002686fe220e7624ba2a1005f6bf9b55e0b20606000000010f06000000000e06c0a80103', 'hex'),
  );
  t.regex(faultOfAnswer(accept, request, secret) ?? '', /no Message-Authenticator/);
  t.regex(faultOfAnswer(accept, request, 'another') ?? '', /authenticator is wrong/);
});

test('an answer fits the request that it was made for, and no other, and no other secret', (t) => {
  const [nonce, another] = [Buffer.alloc(16, 1), Buffer.alloc(16, 2)];
  const request = signedRequest(codes.accessRequest, 9, Buffer.from([1, 3, 66]), secret, nonce);
  const answer = parsed(signedAnswer(codes.accessAccept, parsed(request), Buffer.alloc(0), secret));
  t.is(faultOfAnswer(answer, request, secret), undefined);
  t.truthy(faultOfAnswer(answer, request, 'another'));
  const other = signedRequest(codes.accessRequest, 9, Buffer.from([1, 3, 66]), secret, another);
  t.truthy(faultOfAnswer(answer, other, secret));
});

test('of a signed request no octet can be changed', (t) => {
  const request = signedRequest(codes.disconnectRequest, 3, Buffer.from([44, 4, 65, 66]), secret);
  t.true(isRequestSigned(parsed(request), secret));
  t.false(isRequestSigned(parsed(request), 'another'));
  for (const at of request.keys()) {
    const changed = Buffer.from(request);
    changed.writeUInt8((changed[at] ?? 0) ^ 1, at);
    const packet = parsePacket(changed);
    t.false(packet !== undefined && isRequestSigned(packet, secret), `octet ${at}`);
  }
});

test('whatever arrives is a packet or not, and its attributes can be read or not, and nothing else happens', (t) => {
  const octets = fc.uint8Array({ maxLength: 300 }).map((each) => Buffer.from(each));
  fc.assert(
    fc.property(octets, (each) => {
      const packets = [
        parsePacket(each),
        parsePacket(packetOf(codes.accessAccept, 1, Buffer.alloc(16), each)),
      ];
      for (const packet of packets) {
        if (!packet) continue;
        t.true(packet.bytes.length >= 20);
        try {
          t.true(Array.isArray(new Attributes(packet).names));
        } catch (error) {
          t.true(error instanceof Error);
        }
      }
    }),
    { numRuns: 2_000 },
  );
});
