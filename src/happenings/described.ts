import { legible } from '../system/log.js';
import { present } from '../system/present.js';
import type { Difference, Facts, Kind, ListedDevice, Session } from './happening.js';
import type { Happenings } from './happenings.js';

/** What happened, as records and other programs name it. */
export const described = [
  'client.seen',
  'session.started',
  'session.extended',
  'session.moved',
  'session.ended',
  'addresses.changed',
  'voucher.redeemed',
  'login.failed',
  'list.changed',
  'gateway.repaired',
  'vouchers.made',
  'vouchers.revoked',
  'user.changed',
  'operator.signed-in',
  'operator.refused',
  'operator.signed-out',
  'operator.changed',
  'link.made',
  'token.changed',
  'backup.made',
  'backup.restored',
  'configuration.loaded',
  'configuration.refused',
  'daemon.started',
  'daemon.stopped',
] as const;
export type What = (typeof described)[number];

/** What other programs hear of. */
export const eventTypes = [
  'client.seen',
  'session.started',
  'session.extended',
  'session.moved',
  'session.ended',
  'voucher.redeemed',
  'login.failed',
  'list.changed',
  'gateway.repaired',
] as const satisfies readonly What[];
export type EventType = (typeof eventTypes)[number];

export const isEventType = (what: string): what is EventType =>
  (eventTypes as readonly string[]).includes(what);

/** Its members are plain values that JSON can hold; foreign text in them is printable. Times are ISO 8601. */
export interface Description {
  /** The device that it is about. */
  readonly mac?: string;
  readonly zone?: string;
  /** The operator who wanted it so. */
  readonly by?: string;
  /** His address, or `socket`. */
  readonly from?: string;
  readonly [member: string]: unknown;
}

interface Who {
  readonly by?: string | undefined;
  readonly from?: string | undefined;
}

/** More differences than these are only counted. */
const namedDifferences = 10;

/** Describes everything that somebody may have to answer for, or other programs want to hear of. */
export function describeHappenings(
  happenings: Happenings,
  tell: (what: What, description: Description) => void,
): void {
  const record = <K extends Kind>(kind: K, what: What, describe: (fact: Facts[K]) => Description) =>
    happenings.on(kind, (fact) => tell(what, describe(fact)));

  record('client-seen', 'client.seen', ({ client: { mac, zone }, addresses }) => ({ mac, zone, addresses }));
  const started = ({ session, ...who }: Facts['session-started']) => ({
    ...whose(session),
    endsAt: isoTime(session.endsAt),
    ...operator(who),
  });
  record('session-started', 'session.started', started);
  const extended = ({ session, before, ...who }: Facts['session-extended']) => ({
    ...whose(session),
    before: { method: before.method, endsAt: isoTime(before.endsAt) },
    after: { method: session.method, endsAt: isoTime(session.endsAt) },
    ...operator(who),
  });
  record('session-extended', 'session.extended', extended);
  happenings.on('session-restored', ({ before, ...fact }) => {
    if (before) tell('session.extended', extended({ ...fact, before }));
    else tell('session.started', started(fact));
  });
  record('session-moved', 'session.moved', ({ session, from }) => ({
    ...whose(session),
    before: { mac: from.mac, zone: from.zone },
    after: { mac: session.mac, zone: session.zone },
  }));
  record('session-ended', 'session.ended', ({ session, terminateCause, limit, ...who }) => ({
    ...whose(session),
    startedAt: isoTime(session.startedAt),
    cause: terminateCause,
    ...present({ limit }),
    inputBytes: session.used.inputBytes,
    outputBytes: session.used.outputBytes,
    ...operator(who),
  }));
  record('addresses-changed', 'addresses.changed', ({ client: { mac, zone }, before, addresses }) => ({
    ...{ mac, zone, before, after: addresses },
  }));
  record('login-failed', 'login.failed', ({ client: { mac, zone }, method, result, reason }) => ({
    ...{ mac, zone, method, result, reason: legible(reason) },
  }));
  record('list-changed', 'list.changed', ({ entry, before, ...who }) => ({
    ...deviceOf(entry ?? before),
    before: listed(before),
    after: listed(entry),
    ...operator(who),
  }));
  record('rules-repaired', 'gateway.repaired', ({ difference }) => ({ rules: legible(difference) }));
  record('clients-repaired', 'gateway.repaired', repaired);
  happenings.on('session-started', ({ session }) => {
    if (session.method === 'voucher') tell('voucher.redeemed', whose(session));
  });
  happenings.on('session-extended', ({ session, before }) => {
    if (session.method === 'voucher' && session.user !== before.user)
      tell('voucher.redeemed', whose(session));
  });
  record('vouchers-made', 'vouchers.made', ({ by, from, ...made }) => ({
    ...made,
    ...operator({ by, from }),
  }));
  record('vouchers-revoked', 'vouchers.revoked', ({ by, from, ...revoked }) => ({
    ...revoked,
    ...operator({ by, from }),
  }));
  record('user-changed', 'user.changed', ({ by, from, ...changed }) => ({
    ...changed,
    ...operator({ by, from }),
  }));
  record('operator-signed-in', 'operator.signed-in', ({ operator: by, from }) => ({ by, from }));
  record('operator-refused', 'operator.refused', (fact) => ({ ...fact }));
  record('operator-signed-out', 'operator.signed-out', ({ by, from, ...ended }) => ({
    ...ended,
    ...operator({ by, from }),
  }));
  record(
    'operator-changed',
    'operator.changed',
    ({ operator: name, before, after, hasNewPassword, ...who }) => ({
      ...{ operator: name, before: before ?? null, after: after ?? null },
      ...(hasNewPassword ? { hasNewPassword } : {}),
      ...operator(who),
    }),
  );
  record('link-made', 'link.made', ({ by, from, ...made }) => ({ ...made, ...operator({ by, from }) }));
  record('token-changed', 'token.changed', ({ by, from, ...changed }) => ({
    ...changed,
    ...operator({ by, from }),
  }));
  record('backup-made', 'backup.made', operator);
  record('backup-restored', 'backup.restored', ({ madeAt, ...who }) => ({ madeAt, ...operator(who) }));
  record('configuration-loaded', 'configuration.loaded', () => ({}));
  record('configuration-refused', 'configuration.refused', ({ reason }) => ({ reason: legible(reason) }));
  record('daemon-started', 'daemon.started', () => ({}));
  record('daemon-stopped', 'daemon.stopped', () => ({}));
}

const isoTime = (at: number) => new Date(at).toISOString();

/** Of what nobody wanted nothing, wherever he was. */
function operator({ by, from }: Who): Pick<Description, 'by' | 'from'> {
  if (by === undefined || by === '') return {};
  return { by: legible(by), ...present({ from }) };
}

const whose = ({ mac, zone, method, user }: Session) => ({
  ...{ mac, zone, method },
  ...(user === undefined ? {} : { user: legible(user) }),
});

const deviceOf = (device: ListedDevice | undefined) =>
  device ? { mac: device.mac, ...present({ zone: device.zone }) } : {};

const listed = (entry: ListedDevice | undefined) =>
  entry
    ? {
        ...{ kind: entry.kind, zone: entry.zone ?? null, note: legible(entry.note) },
        endsAt: entry.endsAt === undefined ? null : isoTime(entry.endsAt),
      }
    : null;

const repaired = ({ differences }: { readonly differences: readonly Difference[] }) => ({
  clients: differences.length,
  differences: differences
    .slice(0, namedDifferences)
    .map(({ client: { mac, zone }, wanted, found }) => ({ mac, zone, before: found, after: wanted })),
});
