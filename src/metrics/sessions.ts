import { Counter, type Registry } from 'prom-client';
import { type Client, type ClientKey, clientOf, keyOf } from '../client/client.js';
import type { Session } from '../happenings/happening.js';
import type { Happenings } from '../happenings/happenings.js';

type Used = Session['used'];

const nothing: Used = { inputBytes: 0, outputBytes: 0 };

/** Logins, ends and bytes. */
export function countSessions(happenings: Happenings, registers: Registry[]): void {
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
  const passed = new Passed((zone, { inputBytes, outputBytes }) => {
    bytes.inc({ zone, direction: 'input' }, inputBytes);
    bytes.inc({ zone, direction: 'output' }, outputBytes);
  });

  const accepted = ({ zone, method }: Session) => logins.inc({ zone, method, result: 'accepted' });
  happenings.on('session-started', ({ session }) => {
    accepted(session);
    passed.begin(session, nothing);
  });
  happenings.on('session-restored', ({ session, before }) => {
    if (!before) passed.begin(session, session.used);
  });
  happenings.on('session-extended', ({ session }) => accepted(session));
  happenings.on('session-moved', ({ session, from }) => {
    passed.end(from, nothing);
    passed.begin(session, session.used);
  });
  happenings.on('session-ended', ({ session, terminateCause }) => {
    ends.inc({ zone: session.zone, cause: terminateCause });
    passed.end(session, session.used);
  });
  happenings.on('login-failed', ({ client: { zone }, method, result }) =>
    logins.inc({ zone, method, result }),
  );
  happenings.on('usage-read', ({ readings }) => passed.read(readings));
}

/**
 * What has passed since the last reading of each client. Of a client whose beginning it did not see, as after a restart,
 * the first reading is where it begins.
 */
class Passed {
  readonly #add: (zone: string, used: Used) => void;
  #last = new Map<ClientKey, Used>();

  constructor(add: (zone: string, used: Used) => void) {
    this.#add = add;
  }

  begin(client: Client, used: Used): void {
    this.#last.set(keyOf(client), used);
  }

  read(readings: ReadonlyMap<ClientKey, { readonly used: Used }>): void {
    const last = new Map<ClientKey, Used>();
    for (const [key, { used }] of readings) {
      this.#addSince(key, used);
      last.set(key, used);
    }
    this.#last = last;
  }

  end(client: Client, used: Used): void {
    this.#addSince(keyOf(client), used);
    this.#last.delete(keyOf(client));
  }

  #addSince(key: ClientKey, { inputBytes, outputBytes }: Used): void {
    const last = this.#last.get(key);
    if (!last) return;
    this.#add(clientOf(key).zone, {
      inputBytes: Math.max(0, inputBytes - last.inputBytes),
      outputBytes: Math.max(0, outputBytes - last.outputBytes),
    });
  }
}
