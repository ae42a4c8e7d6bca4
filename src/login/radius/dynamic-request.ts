import { type Changes, changesOf } from './acceptance.js';
import { Attributes } from './attributes.js';
import { codes, type Packet } from './packet.js';
import { vendorAttributesIn } from './vendor-attributes.js';

/** Values of Error-Cause (RFC 5176 §3.5) that a refusal has here. */
export type ErrorCause =
  | 'Unsupported-Attribute'
  | 'Missing-Attribute'
  | 'NAS-Identification-Mismatch'
  | 'Invalid-Request'
  | 'Invalid-Attribute-Value'
  | 'Session-Context-Not-Found'
  | 'Resources-Unavailable';

/** Whose session is meant: all that is given must be so. */
export interface Selection {
  readonly session?: string;
  readonly userName?: string;
  readonly stationId?: string;
  readonly address?: string;
}

export type DynamicRequest =
  | { readonly kind: 'disconnect'; readonly selection: Selection }
  | { readonly kind: 'change'; readonly selection: Selection; readonly changes: Changes }
  | { readonly kind: 'refuse'; readonly errorCause: ErrorCause };

/** Types that say whose session and which gateway is meant, and those that every request may have. */
const common = new Set([
  ...[1, 8, 31, 44], // User-Name, Framed-IP-Address, Calling-Station-Id, Acct-Session-Id
  ...[4, 32, 95, 61, 30], // NAS-IP-Address, NAS-Identifier, NAS-IPv6-Address, NAS-Port-Type, Called-Station-Id
  ...[33, 55, 80], // Proxy-State, Event-Timestamp, Message-Authenticator
]);
const ofDisconnect = new Set([18, 49]); // Reply-Message, Acct-Terminate-Cause
const ofChange = new Set([27, 28, 26]); // Session-Timeout, Idle-Timeout, Vendor-Specific
const vendorSpecific = 26;
const changeable = new Set(['WISPr-Bandwidth-Max-Up', 'WISPr-Bandwidth-Max-Down']);

/** What a signed Disconnect- or CoA-Request (RFC 5176 §3) asks for. A request is carried out whole or not at all. */
export function dynamicRequestIn(
  packet: Packet,
  nasIdentifier: string,
  isOwnAddress: (address: string) => boolean,
): DynamicRequest {
  const isDisconnect = packet.code === codes.disconnectRequest;
  const own = isDisconnect ? ofDisconnect : ofChange;
  if (packet.attributes.some(({ type }) => !common.has(type) && !own.has(type)))
    return refuse('Unsupported-Attribute');
  const ofVendors = packet.attributes.filter(({ type }) => type === vendorSpecific).map(vendorAttributesIn);
  if (ofVendors.some((each) => each.length === 0 || each.some(([name]) => !changeable.has(name))))
    return refuse('Unsupported-Attribute');
  const attributes = attributesOf(packet);
  if (!attributes) return refuse('Invalid-Attribute-Value');
  const gateway = attributes.text('NAS-Identifier') ?? nasIdentifier;
  const address = attributes.text('NAS-IP-Address');
  if (gateway !== nasIdentifier || (address !== undefined && !isOwnAddress(address)))
    return refuse('NAS-Identification-Mismatch');
  const selection = selectionIn(attributes);
  if (Object.keys(selection).length === 0) return refuse('Missing-Attribute');
  if (isDisconnect) return { kind: 'disconnect', selection };
  const changes = changesOf(attributes);
  return Object.keys(changes).length === 0
    ? refuse('Missing-Attribute')
    : { kind: 'change', selection, changes };
}

function selectionIn(attributes: Attributes): Selection {
  const given = {
    session: attributes.text('Acct-Session-Id'),
    userName: attributes.text('User-Name'),
    stationId: attributes.text('Calling-Station-Id'),
    address: attributes.text('Framed-IP-Address'),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function attributesOf(packet: Packet): Attributes | undefined {
  try {
    return new Attributes(packet);
  } catch {
    return undefined;
  }
}

const refuse = (errorCause: ErrorCause): DynamicRequest => ({ kind: 'refuse', errorCause });
