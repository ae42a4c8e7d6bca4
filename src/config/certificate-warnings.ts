import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { hostOf } from '../client/ip-address.js';
import { adminUrl } from './admin-address.js';
import type { Config } from './config.js';

/**
 * Of certificates that browsers would refuse, a sentence each; `now` is epoch milliseconds. Of one that cannot be read
 * nothing is said: nobody gets by without it.
 */
export async function certificateWarnings(
  config: Pick<Config, 'portal' | 'admin'>,
  now: number,
): Promise<string[]> {
  const { portal, admin } = config;
  const warnings = await Promise.all([
    warningsOf('portal', portal.tls, portal.url, now),
    warningsOf('admin', admin.tls, adminUrl(config), now),
  ]);
  return warnings.flat();
}

async function warningsOf(
  key: string,
  tls: Config['portal']['tls'],
  url: string,
  now: number,
): Promise<string[]> {
  const certificate = tls && (await certificateIn(tls.certificate));
  if (!certificate) return [];
  const host = hostOf(new URL(url));
  const isForHost = (isIP(host) ? certificate.checkIP(host) : certificate.checkHost(host)) !== undefined;
  const hasEnded = Date.parse(certificate.validTo) <= now;
  return [
    ...(hasEnded ? [`${key}.tls: the certificate ended on ${certificate.validTo}: renew it`] : []),
    ...(isForHost ? [] : [`${key}.tls: the certificate is not for ${host}, where browsers open ${url}`]),
  ];
}

const certificateIn = (path: string) =>
  readFile(path)
    .then((octets) => new X509Certificate(octets))
    .catch(() => undefined);
