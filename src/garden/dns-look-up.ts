import { Resolver } from 'node:dns/promises';
import { type IpAddress, parseIpAddress } from '../client/ip-address.js';
import { hasErrno } from '../errors.js';
import type { HostName } from './host-name.js';

export interface Answer {
  readonly address: IpAddress;
  readonly ttlSeconds: number;
}

/** The addresses of a name, none where it has none; rejects where that could not be found out. */
export type LookUp = (name: HostName) => Promise<readonly Answer[]>;

/** c-ares' own time limit is for each server and try. What waits for an answer must not keep the daemon from stopping. */
const timeLimitMs = 2_500;

/** Asks the name servers of /etc/resolv.conf, which is read anew each time. */
export const dnsLookUp: LookUp = async (name) => {
  const resolver = new Resolver({ timeout: 1_000, tries: 2 });
  const timer = setTimeout(() => resolver.cancel(), timeLimitMs);
  const outcomes = await Promise.allSettled([
    noneWithoutRecord(resolver.resolve4(name, { ttl: true })),
    noneWithoutRecord(resolver.resolve6(name, { ttl: true })),
  ]);
  clearTimeout(timer);
  const answers = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed && answers.length === 0) throw failed.reason;
  return answers;
};

type Records = readonly { readonly address: string; readonly ttl: number }[];

async function noneWithoutRecord(asked: Promise<Records>): Promise<Answer[]> {
  try {
    return (await asked).flatMap(({ address, ttl }) => {
      const parsed = parseIpAddress(address);
      return parsed === undefined ? [] : [{ address: parsed, ttlSeconds: ttl }];
    });
  } catch (error) {
    if (hasErrno(error, 'ENODATA', 'ENOTFOUND')) return [];
    if (hasErrno(error, 'ECANCELLED', 'ETIMEOUT'))
      throw new Error('no name server answers', { cause: error });
    throw error;
  }
}
