import { Resolver } from 'node:dns/promises';
import { type IpAddress, parseIpAddress } from '../client/ip-address.js';
import { hasErrno, reasonOf } from '../errors.js';
import type { HostName } from './host-name.js';

export interface Answer {
  readonly address: IpAddress;
  readonly ttlSeconds: number;
}

/** What could not be found out, and why. */
interface Failure {
  readonly record: 'A' | 'AAAA';
  readonly reason: string;
}

/** What name servers say of a name. The records of one kind may be known while those of the other are not. */
export interface Found {
  readonly answers: readonly Answer[];
  readonly failures: readonly Failure[];
}

/** The addresses of a name; neither these nor failures where it has none. */
export type LookUp = (name: HostName) => Promise<Found>;

/** c-ares' own time limit is for each server and try. What waits for an answer must not keep the daemon from stopping. */
const timeLimitMs = 2_500;

/** Asks the name servers of /etc/resolv.conf, which is read anew each time. */
export const dnsLookUp: LookUp = async (name) => {
  const resolver = new Resolver({ timeout: 1_000, tries: 2 });
  const timer = setTimeout(() => resolver.cancel(), timeLimitMs);
  const found = await Promise.all([
    foundIn('A', resolver.resolve4(name, { ttl: true })),
    foundIn('AAAA', resolver.resolve6(name, { ttl: true })),
  ]);
  clearTimeout(timer);
  return {
    answers: found.flatMap(({ answers }) => answers),
    failures: found.flatMap(({ failures }) => failures),
  };
};

/** Node gives the first 256 their time to live only, which is the same for all of one kind (RFC 2181 §5.2). */
type Records = readonly { readonly address: string; readonly ttl?: number }[];

async function foundIn(record: Failure['record'], asked: Promise<Records>): Promise<Found> {
  try {
    const records = await asked;
    const usual = records[0]?.ttl ?? 0;
    const answers = records.flatMap(({ address, ttl = usual }) => {
      const parsed = parseIpAddress(address);
      return parsed === undefined ? [] : [{ address: parsed, ttlSeconds: ttl }];
    });
    return { answers, failures: [] };
  } catch (error) {
    if (hasErrno(error, 'ENODATA', 'ENOTFOUND')) return { answers: [], failures: [] };
    const isSilence = hasErrno(error, 'ECANCELLED', 'ETIMEOUT');
    const reason = isSilence ? 'no name server answers' : reasonOf(error);
    return { answers: [], failures: [{ record, reason }] };
  }
}
