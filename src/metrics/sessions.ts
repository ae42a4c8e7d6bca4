import { Counter, type Registry } from 'prom-client';
import type { Session } from '../happenings/happening.js';
import type { Happenings } from '../happenings/happenings.js';
import type { Traffic } from './traffic.js';

/** Logins, ends and bytes. */
export function countSessions(happenings: Happenings, traffic: Traffic, registers: Registry[]): void {
  const logins = new Counter({
    name: 'gate511_logins_total',
    help: 'Logins, those by operators and of devices that were online already included.',
    labelNames: ['zone', 'method', 'result'],
    registers,
  });
  const ends = new Counter({
    name: 'gate511_sessions_ended_total',
    help: 'Sessions that ended, by Acct-Terminate-Cause (RFC 2866).',
    labelNames: ['zone', 'cause'],
    registers,
  });
  const bytes = new Counter({
    name: 'gate511_client_bytes_total',
    help: 'Bytes at the IP layer that clients sent (input) and received (output).',
    labelNames: ['zone', 'direction'],
    registers,
  });
  traffic.on({
    passed: (zone, { inputBytes, outputBytes }) => {
      bytes.inc({ zone, direction: 'input' }, inputBytes);
      bytes.inc({ zone, direction: 'output' }, outputBytes);
    },
  });

  const accepted = ({ zone, method }: Session) => logins.inc({ zone, method, result: 'accepted' });
  happenings.on('session-started', ({ session }) => accepted(session));
  happenings.on('session-extended', ({ session }) => accepted(session));
  happenings.on('session-ended', ({ session, terminateCause }) =>
    ends.inc({ zone: session.zone, cause: terminateCause }),
  );
  happenings.on('login-failed', ({ client: { zone }, method, result }) =>
    logins.inc({ zone, method, result }),
  );
}
