import type { Log } from '../system/log.js';
import { present } from '../system/present.js';
import type { Happenings } from './happenings.js';

/** More differences than these are only counted. */
const namedDifferences = 10;

/** Writes into the log what an operator may want to read there. */
export function logHappenings(happenings: Happenings, log: Log): void {
  const iso = (at: number) => new Date(at).toISOString();
  happenings.on('session-started', ({ session: { mac, zone, method, endsAt } }) =>
    log.info({ mac, zone, method, endsAt: iso(endsAt) }, 'authorised'),
  );
  happenings.on('session-extended', ({ session: { mac, zone, method, endsAt } }) =>
    log.info({ mac, zone, method, endsAt: iso(endsAt) }, 'authorised'),
  );
  happenings.on('session-restored', ({ session: { mac, zone, method, endsAt } }) =>
    log.info({ mac, zone, method, endsAt: iso(endsAt) }, 'authorised by a backup'),
  );
  happenings.on('session-moved', ({ session: { mac, zone }, from }) =>
    log.info({ mac, zone, fromMac: from.mac, fromZone: from.zone }, 'authorisation moved'),
  );
  happenings.on('session-ended', ({ session: { mac, zone }, ...reason }) =>
    log.info({ mac, zone, ...reason }, 'authorisation ended'),
  );
  happenings.on('list-changed', ({ entry, before, by }) => {
    const device = entry ?? before;
    if (!device) return;
    const fields = { mac: device.mac, zone: device.zone ?? '*', ...present({ by }) };
    log.info(fields, entry ? `put on the ${entry.kind} list` : `taken off the ${device.kind} list`);
  });
  happenings.on('rules-repaired', ({ difference }) =>
    log.warn({ rules: difference }, 'the firewall rules were changed by somebody else: put back'),
  );
  happenings.on('clients-repaired', ({ differences }) => {
    const message = 'the firewall differed from the store: put right';
    for (const { client, wanted, found } of differences.slice(0, namedDifferences))
      log.warn({ mac: client.mac, zone: client.zone, wanted, found }, message);
    if (differences.length > namedDifferences) log.warn({ clients: differences.length }, message);
  });
  happenings.on('vouchers-made', (fact) => log.info(fact, 'vouchers made'));
  happenings.on('vouchers-revoked', (fact) => log.info(fact, 'vouchers revoked'));
  happenings.on('operator-signed-in', (fact) => log.info(fact, 'an operator signed in'));
  happenings.on('operator-refused', (fact) => log.warn(fact, 'an operator could not sign in'));
  happenings.on('operator-signed-out', (fact) => log.info(fact, 'an operator was signed out'));
  happenings.on('operator-changed', ({ operator, after, by }) =>
    log.info({ operator, role: after?.role ?? null, by }, after ? 'operator changed' : 'operator removed'),
  );
  happenings.on('link-made', (fact) => log.info(fact, 'link for an operator made'));
  happenings.on('token-changed', ({ change, ...fact }) => log.info(fact, `token ${change}`));
  happenings.on('backup-restored', (fact) => log.warn(fact, 'a backup was restored'));
  happenings.on('configuration-loaded', () => log.info({}, 'the new configuration is in force'));
  happenings.on('configuration-refused', ({ reason }) =>
    log.error({ reason }, 'the new configuration cannot be used: the old one stays in force'),
  );
}
