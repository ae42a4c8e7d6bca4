import test from 'ava';
import { acceptanceOf } from '../../../src/login/radius/acceptance.js';
import { type Attribute, Attributes, encodeAttributes } from '../../../src/login/radius/attributes.js';
import { codes, packetOf, parsePacket } from '../../../src/login/radius/packet.js';

const chilliSpot = 14_559;
const wispr = 14_122;
const zone = { durationSeconds: 3_600, idleSeconds: 900, devices: 3 };

function vendor(number: number, type: number, value: number): Attribute {
  const octets = Buffer.alloc(10);
  octets.writeUInt32BE(number, 0);
  octets.writeUInt8(type, 4);
  octets.writeUInt8(6, 5);
  octets.writeUInt32BE(value, 6);
  return ['Vendor-Specific', octets];
}

function accepted(...attributes: readonly Attribute[]) {
  const bytes = packetOf(codes.accessAccept, 1, Buffer.alloc(16), encodeAttributes(attributes));
  const packet = parsePacket(bytes);
  if (!packet) throw new Error('not a packet');
  return acceptanceOf(new Attributes(packet), zone);
}

test('a server that says nothing leaves the plan of the zone', (t) => {
  t.deepEqual(accepted(), { plan: zone });
});

test('times and rates that the server says take the place of those of the zone', (t) => {
  const { plan, lastsSeconds } = accepted(
    ['Session-Timeout', 600],
    ['Idle-Timeout', 60],
    vendor(wispr, 7, 1_000_000),
    vendor(wispr, 8, 5_000_000),
  );
  t.is(lastsSeconds, 600);
  t.deepEqual(plan, {
    ...{ durationSeconds: 3_600, idleSeconds: 60, devices: 3 },
    ...{ uploadBitsPerSecond: 1_000_000, downloadBitsPerSecond: 5_000_000 },
  });
});

test('0 says nothing, and what is too slow or too long is what a plan may be', (t) => {
  t.deepEqual(accepted(['Session-Timeout', 0], ['Idle-Timeout', 0], vendor(wispr, 7, 0)).plan, zone);
  t.like(accepted(['Session-Timeout', 2 ** 32 - 1], vendor(wispr, 8, 1)), {
    plan: { durationSeconds: 365 * 86_400, downloadBitsPerSecond: 8_000 },
    lastsSeconds: 365 * 86_400,
  });
});

test('data in all is counted from the login on, with gigawords', (t) => {
  t.like(accepted(vendor(chilliSpot, 3, 10), vendor(chilliSpot, 23, 2)), {
    plan: { dataBytes: 2 * 2 ** 32 + 10, dataIsPerLogin: true },
  });
});

test('"unlimited", as some servers say it, is what a plan may have at most', (t) => {
  const unlimited = [vendor(chilliSpot, 3, 2 ** 32 - 1), vendor(chilliSpot, 23, 2 ** 31 - 1)];
  t.is(accepted(...unlimited).plan.dataBytes, 1000 ** 5);
});

for (const [what, attributes, dataBytes] of [
  [
    'both directions: the kernel ends it at their sum at the latest',
    [vendor(chilliSpot, 1, 30), vendor(chilliSpot, 2, 70)],
    100,
  ],
  ['one direction: the kernel cannot know', [vendor(chilliSpot, 1, 30)], undefined],
  [
    'both and less in all',
    [vendor(chilliSpot, 1, 30), vendor(chilliSpot, 2, 70), vendor(chilliSpot, 3, 50)],
    50,
  ],
] as const)
  test(`data of ${what}`, (t) => {
    const { plan, inputBytes } = accepted(...attributes);
    t.is(plan.dataBytes, dataBytes);
    t.is(inputBytes, 30);
  });
