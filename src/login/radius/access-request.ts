import type { RandomBytes } from '../../system/random.js';
import { type Attribute, encodeAttributes } from './attributes.js';
import type { Question } from './exchange.js';
import { gatewayAttributes } from './nas.js';
import { codes } from './packet.js';
import { chapPassword, hiddenPassword } from './password.js';
import type { Secret } from './signature.js';
import { signedRequest } from './signature.js';

/** How a password is sent: hidden by the secret, or not at all but as an answer that proves it. */
export const passwordForms = ['pap', 'chap'] as const;
export type PasswordForm = (typeof passwordForms)[number];

interface AccessQuestion {
  readonly userName: string;
  readonly password: string;
  readonly form: PasswordForm;
  readonly nasIdentifier: string;
  /** What else it says. */
  readonly more: readonly Attribute[];
}

/** An Access-Request (RFC 2865 §4.1) for a server with this secret. */
export function accessRequest(question: AccessQuestion, secret: Secret, random: RandomBytes): Question {
  return (ownAddress) => {
    const authenticator = random(16);
    const attributes = encodeAttributes([
      ['User-Name', question.userName],
      ...passwordAttributes(question, secret, authenticator, random),
      ...gatewayAttributes(question.nasIdentifier, ownAddress),
      ...question.more,
    ]);
    const [identifier = 0] = random(1);
    return signedRequest(codes.accessRequest, identifier, attributes, secret, authenticator);
  };
}

function passwordAttributes(
  { password, form }: AccessQuestion,
  secret: Secret,
  authenticator: Buffer,
  random: RandomBytes,
): Attribute[] {
  if (form === 'pap') return [['User-Password', hiddenPassword(password, secret, authenticator)]];
  const challenge = random(16);
  const [identifier = 0] = random(1);
  return [
    ['CHAP-Password', chapPassword(password, identifier, challenge)],
    ['CHAP-Challenge', challenge],
  ];
}
