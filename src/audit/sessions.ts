import type { PastSession } from './past-session.js';
import type { AuditRecord } from './record.js';

/** Within this the addresses of a session are looked at for the first time. */
const firstLookMs = 10_000;

type Device = Pick<PastSession, 'mac' | 'zone'>;
type DeviceRecord = AuditRecord & Device;

/** Puts sessions together from the records of what happened to them, in their order. */
export class Sessions {
  readonly #over: (session: PastSession) => void;
  readonly #open = new Map<string, PastSession>();

  /** `over` is called with each session when it is complete. */
  constructor(over: (session: PastSession) => void) {
    this.#over = over;
  }

  take(record: AuditRecord): void {
    const { mac, zone, what } = record;
    if (mac !== undefined && zone !== undefined) this.#steps[what]?.({ ...record, mac, zone });
  }

  /** What is still open goes on. */
  finish(): void {
    for (const session of this.#open.values()) this.#over(session);
  }

  readonly #steps: Readonly<Record<string, (record: DeviceRecord) => void>> = {
    'session.started': (record) => this.#begin(record, record.at),

    /** A login of somebody else, or by another way, is another session for whoever asks who it was. */
    'session.extended': (record) => {
      const open = this.#open.get(keyOf(record));
      if (open?.user !== textOf(record.user) || open.method !== textOf(record.method))
        this.#begin(record, record.at);
    },

    'session.moved': (record) => {
      this.#end(record.before as Device, record.at, { cause: 'moved' });
      this.#begin(record, record.at);
    },

    'session.ended': (record) => {
      // What began before the oldest record is known by its end only.
      if (!this.#open.has(keyOf(record))) this.#begin(record, String(record.startedAt));
      this.#end(record, record.at, {
        cause: textOf(record.cause),
        by: record.by ?? null,
        inputBytes: Number(record.inputBytes),
        outputBytes: Number(record.outputBytes),
      });
    },

    'addresses.changed': (record) => {
      const after = Array.isArray(record.after) ? record.after.map(String) : [];
      if (!this.#open.has(keyOf(record))) this.#begin(record, record.at);
      const session = this.#open.get(keyOf(record));
      if (!session) return;
      const held = session.addresses.filter(({ to }) => to === null);
      for (const each of held) if (!after.includes(each.address)) each.to = record.at;
      for (const address of after)
        if (!held.some((each) => each.address === address))
          session.addresses.push({ address, from: beginningOf(session, record.at), to: null });
      if (after.length === 0 && session.method === null) this.#end(record, record.at, {});
    },
  };

  /** A device keeps its addresses over the beginning of a session. */
  #begin({ mac, zone, user, method }: DeviceRecord, at: string): void {
    const before = this.#open.get(keyOf({ mac, zone }));
    const held = before?.addresses.filter(({ to }) => to === null) ?? [];
    const addresses = held.map(({ address }) => ({ address, from: at, to: null }));
    this.#end({ mac, zone }, at, {});
    this.#open.set(keyOf({ mac, zone }), {
      ...{ mac, zone, user: textOf(user), method: textOf(method), startedAt: at, endedAt: null },
      ...{ cause: null, by: null, inputBytes: null, outputBytes: null, addresses },
    });
  }

  #end(device: Device, at: string, how: Partial<PastSession>): void {
    const session = this.#open.get(keyOf(device));
    if (!session) return;
    this.#open.delete(keyOf(device));
    for (const held of session.addresses) held.to ??= at;
    this.#over(Object.assign(session, { endedAt: at }, how));
  }
}

/** The addresses that are seen first, soon after the login, are those from which it came. */
function beginningOf({ addresses, startedAt }: PastSession, at: string): string {
  const isFirst = addresses.every(({ from }) => from === startedAt);
  return isFirst && Date.parse(at) - Date.parse(startedAt) < firstLookMs ? startedAt : at;
}

const keyOf = ({ mac, zone }: Device) => `${zone}/${mac}`;
const textOf = (value: unknown) => (typeof value === 'string' ? value : null);
