import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { portalUrl } from './addresses.js';
import { certificateIn, keyIn, makeCertificate } from './certificate.js';
import type { Hotspot } from './hotspot.js';
import { addSites, InternetNames, siteAt } from './internet-names.js';
import type { Program } from './program.js';

const script = fileURLToPath(new URL('idp.js', import.meta.url));

export const campus = {
  ...{ id: 'gate511', secret: 'only for a test', name: 'Campus' },
  ...{ host: 'idp.example', port: '8443', ...siteAt(93) },
} as const;

const issuer = `https://${campus.host}:${campus.port}`;

/** A section `oidc` with it. */
export const campusSettings = {
  providers: {
    campus: { issuer, 'client-id': campus.id, 'client-secret': campus.secret, name: campus.name },
  },
};

/** The internet has the provider from now on, and the daemon trusts its certificate. */
export async function startIdentityProvider(hotspot: Hotspot): Promise<Program> {
  const directory = join(hotspot.directory, 'idp');
  await mkdir(directory);
  await makeCertificate(directory, campus.host);
  await addSites(hotspot, 93);
  const names = new InternetNames(hotspot);
  await names.answer({ [campus.host]: [campus.address4, campus.address6] });
  await hotspot.restartNameServer(...names.forwarding);
  await hotspot.gateway.resolveAt('127.0.0.1');
  const back = `${portalUrl.replace('http:', 'https:')}login/oidc/callback`;
  const files = [certificateIn(directory), keyIn(directory)];
  const provider = hotspot.internet.start(process.execPath, [script, issuer, back, ...files]);
  await provider.line(/^ready$/);
  await hotspot.daemon.stop();
  await hotspot.daemon.start({ NODE_EXTRA_CA_CERTS: certificateIn(directory) });
  return provider;
}
