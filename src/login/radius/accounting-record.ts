import type { Client } from '../../client/client.js';
import type { IpAddress } from '../../client/ip-address.js';
import type { TerminateCause, Usage } from '../../store/authorisation.js';
import type { RandomBytes } from '../../system/random.js';
import { type Attribute, encodeAttributes } from './attributes.js';
import type { Question } from './exchange.js';
import { clientAttributes, gatewayAttributes } from './nas.js';
import { codes } from './packet.js';
import { type Secret, signedRequest } from './signature.js';

/** One thing to tell the accounting server of a session. */
export interface AccountingRecord extends Client {
  readonly status: 'Start' | 'Interim-Update' | 'Stop';
  /** When it was so, epoch milliseconds. */
  readonly at: number;
  readonly session: string;
  readonly userName: string;
  readonly server: string;
  /** Hexadecimal. */
  readonly classes: readonly string[];
  readonly addresses: readonly IpAddress[];
  /** When the session began, epoch milliseconds. */
  readonly startedAt: number;
  /** Of this session. */
  readonly used: Usage;
  /** Of a Stop. `NAS-Error`: nobody knows any more. */
  readonly terminateCause?: TerminateCause | 'NAS-Error';
}

/** An Accounting-Request (RFC 2866 §4.1) for a server with this secret. */
export function accountingRequest(
  record: AccountingRecord,
  nasIdentifier: string,
  now: number,
  secret: Secret,
  random: RandomBytes,
): Question {
  return (ownAddress) => {
    const attributes = encodeAttributes([
      ...gatewayAttributes(nasIdentifier, ownAddress),
      ...attributesOf(record, nasIdentifier),
      ['Acct-Delay-Time', Math.max(0, Math.round((now - record.at) / 1000))],
    ]);
    const [identifier = 0] = random(1);
    return signedRequest(codes.accountingRequest, identifier, attributes, secret);
  };
}

function attributesOf(record: AccountingRecord, nasIdentifier: string): Attribute[] {
  const { status, at, session, userName, classes, addresses, terminateCause } = record;
  return [
    ['Acct-Status-Type', status],
    ['Acct-Session-Id', session],
    ['User-Name', userName],
    ...classes.map((each): Attribute => ['Class', Buffer.from(each, 'hex')]),
    ...clientAttributes(nasIdentifier, record, addresses),
    ['Acct-Authentic', 'RADIUS'],
    ['Event-Timestamp', new Date(at)],
    ...(status === 'Start' ? [] : usageAttributes(record)),
    ...(terminateCause === undefined ? [] : [['Acct-Terminate-Cause', terminateCause] as const]),
  ];
}

function usageAttributes({ at, startedAt, used }: AccountingRecord): Attribute[] {
  return [
    ['Acct-Session-Time', Math.max(0, Math.round((at - startedAt) / 1000))],
    ...octets('Input', used.inputBytes),
    ...octets('Output', used.outputBytes),
    ['Acct-Input-Packets', used.inputPackets % word],
    ['Acct-Output-Packets', used.outputPackets % word],
  ];
}

const word = 2 ** 32;

/** The octets wrap at 2^32; the gigawords count how often (RFC 2869 §5.1). */
function octets(what: 'Input' | 'Output', bytes: number): Attribute[] {
  return [
    [`Acct-${what}-Octets`, bytes % word],
    [`Acct-${what}-Gigawords`, Math.floor(bytes / word)],
  ];
}
