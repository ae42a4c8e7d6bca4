import { createHash, createHmac } from 'node:crypto';
import { isSame } from '../../system/is-same.js';
import { type Code, codes, headerLength, type Packet, packetOf } from './packet.js';

/** What a server and we know, and nobody else. */
export type Secret = string;

const messageAuthenticatorType = 80;
const signatureLength = 16;
const zeros = Buffer.alloc(signatureLength);

/** First in each packet, so that nothing a stranger chose stands before it (CVE-2024-3596, BlastRADIUS). */
const emptyMessageAuthenticator = Buffer.from([messageAuthenticatorType, 2 + signatureLength, ...zeros]);
const messageAuthenticatorAt = headerLength + 2;

/** A request, signed. `nonce` is the Request Authenticator where that is random (RFC 2865 §3): of an Access-Request. */
export function signedRequest(
  code: Code,
  identifier: number,
  attributes: Buffer,
  secret: Secret,
  nonce?: Buffer,
): Buffer {
  const packet = withRoomForSignature(code, identifier, nonce ?? zeros, attributes);
  hmacOf(packet, secret).copy(packet, messageAuthenticatorAt);
  if (!nonce) digestOf(packet, secret).copy(packet, 4); // RFC 2866 §3, RFC 5176 §2.3
  return packet;
}

/** An answer to a request, signed. */
export function signedAnswer(code: Code, request: Packet, attributes: Buffer, secret: Secret): Buffer {
  const packet = withRoomForSignature(code, request.identifier, request.authenticator, attributes);
  hmacOf(packet, secret).copy(packet, messageAuthenticatorAt);
  digestOf(packet, secret).copy(packet, 4);
  return packet;
}

/** Whether the request has the signatures of somebody who knows the secret; both must be there. Not for Access-Requests. */
export function isRequestSigned(request: Packet, secret: Secret): boolean {
  return (
    isSame(digestOf(withAuthenticator(request.bytes, zeros), secret), request.authenticator) &&
    messageAuthenticatorOf(request, zeros, secret) === 'right'
  );
}

/** Why it is not an answer of somebody who knows the secret; undefined when it is one. */
export function faultOfAnswer(answer: Packet, request: Buffer, secret: Secret): string | undefined {
  if (answer.identifier !== request[1]) return 'it answers another request';
  const asked = request.subarray(4, headerLength);
  if (!isSame(digestOf(withAuthenticator(answer.bytes, asked), secret), answer.authenticator))
    return 'its authenticator is wrong: look whether the secrets are the same';
  const signature = messageAuthenticatorOf(answer, asked, secret);
  if (signature === 'wrong') return 'its Message-Authenticator is wrong';
  // What an Accounting-Response says is only that we need not say it again, and old servers do not sign it.
  if (signature === 'missing' && answer.code !== codes.accountingResponse)
    return 'it has no Message-Authenticator: see docs/radius.md for how to make the server send it';
  return undefined;
}

function messageAuthenticatorOf(
  { bytes, attributes }: Packet,
  authenticator: Uint8Array,
  secret: Secret,
): 'right' | 'wrong' | 'missing' {
  const [found, another] = attributes.filter(({ type }) => type === messageAuthenticatorType);
  if (!found) return 'missing';
  if (another || found.value.length !== signatureLength) return 'wrong';
  const blank = withAuthenticator(bytes, authenticator);
  const at = found.value.byteOffset - bytes.byteOffset;
  blank.fill(0, at, at + signatureLength);
  return isSame(hmacOf(blank, secret), found.value) ? 'right' : 'wrong';
}

function withRoomForSignature(
  code: Code,
  identifier: number,
  authenticator: Uint8Array,
  attributes: Buffer,
): Buffer {
  return packetOf(code, identifier, authenticator, Buffer.concat([emptyMessageAuthenticator, attributes]));
}

function withAuthenticator(packet: Buffer, authenticator: Uint8Array): Buffer {
  const copy = Buffer.from(packet);
  copy.set(authenticator, 4);
  return copy;
}

const digestOf = (packet: Buffer, secret: Secret) => createHash('md5').update(packet).update(secret).digest();
const hmacOf = (packet: Buffer, secret: Secret) => createHmac('md5', secret).update(packet).digest();
