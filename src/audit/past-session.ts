/** An address that a device had, and from when to when, ISO 8601. */
interface HeldAddress {
  readonly address: string;
  readonly from: string;
  /** Null while it has it. */
  to: string | null;
}

/** A session; of an allowed device, the time in which it had addresses: then `method` is null. */
export interface PastSession {
  readonly mac: string;
  readonly zone: string;
  readonly user: string | null;
  readonly method: string | null;
  readonly startedAt: string;
  endedAt: string | null;
  /** Acct-Terminate-Cause, or `moved`. */
  cause: string | null;
  by: string | null;
  inputBytes: number | null;
  outputBytes: number | null;
  readonly addresses: HeldAddress[];
}

/** Which sessions are asked for; absent: any. `at` is epoch milliseconds. */
export interface HistoryQuery {
  readonly mac?: string;
  readonly user?: string;
  readonly address?: string;
  readonly at?: number;
}

/** Whether it is asked for; with an address and a time, whether it had that address at that time. */
export function isAskedFor(session: PastSession, { mac, user, address, at }: HistoryQuery): boolean {
  if (mac !== undefined && session.mac !== mac) return false;
  if (user !== undefined && session.user !== user) return false;
  if (at !== undefined && !covers({ from: session.startedAt, to: session.endedAt }, at)) return false;
  if (address === undefined) return true;
  return session.addresses.some((held) => held.address === address && (at === undefined || covers(held, at)));
}

function covers({ from, to }: { readonly from: string; readonly to: string | null }, at: number): boolean {
  return Date.parse(from) <= at && (to === null || at < Date.parse(to));
}
