/**
 * What an operating system asks to learn whether it is captive, and what it must hear to say so. Most take 511 for
 * "portal"; the rows that answer 302 are those that take it for "no internet" and would show no sign-in at all.
 */
export interface Probe {
  readonly client: string;
  /** A host name, or `*` for any, IP literals included. */
  readonly host: string;
  /** Compared with the path without query; a `*` at its end stands for anything. */
  readonly path: string;
  /** `redirect-empty`: ConnMan goes silent after an answer with a body. */
  readonly answer: 511 | 'redirect' | 'redirect-empty';
  /** Where the client's rule was read: its own source, the vendor's document, a decompilation or a field report. */
  readonly source: string;
}

/** Taken from `source`s, not from each other: the first row that fits decides, and without one the answer is 511. */
export const probes: readonly Probe[] = [
  // Android, ChromeOS and the vendors' copies: 511 is "failed", no sign-in is offered.
  { client: 'Android', host: '*', path: '/generate_204', answer: 'redirect', source: 'AOSP NetworkMonitor' },
  { client: 'Android', host: '*', path: '/gen_204', answer: 'redirect', source: 'AOSP NetworkMonitor' },
  {
    client: 'ChromeOS',
    host: '*',
    path: '/generate204',
    answer: 'redirect',
    source: 'shill portal_detector.cc',
  },
  {
    client: 'ConnMan',
    host: 'ipv4.connman.net',
    path: '/online/status.html',
    answer: 'redirect-empty',
    source: 'ConnMan wispr.c',
  },
  {
    client: 'ConnMan',
    host: 'ipv6.connman.net',
    path: '/online/status.html',
    answer: 'redirect-empty',
    source: 'ConnMan wispr.c',
  },
  {
    client: 'Mozilla VPN',
    host: 'detectportal.firefox.com',
    path: '/success.txt',
    answer: 'redirect',
    source: 'Mozilla VPN captive portal detection',
  },
  {
    client: 'Fire OS',
    host: 'spectrum.s3.amazonaws.com',
    path: '/kindle-wifi/wifistub*',
    answer: 'redirect',
    source: 'field report',
  },
  {
    client: 'Fire OS',
    host: 'spectrum.s3.amazonaws.com',
    path: '/kindle-wifi/wifiredirect.html',
    answer: 'redirect',
    source: 'field report',
  },
  // 511 serves these; named so that switches and statistics can find them.
  {
    client: 'Firefox',
    host: 'detectportal.firefox.com',
    path: '/canonical.html',
    answer: 511,
    source: 'Firefox CaptiveDetect',
  },
  {
    client: 'Apple',
    host: 'captive.apple.com',
    path: '*',
    answer: 511,
    source: 'decompiled Captive Network Assistant',
  },
  {
    client: 'Apple',
    host: 'netcts.cdn-apple.com',
    path: '*',
    answer: 511,
    source: 'decompiled Captive Network Assistant',
  },
  {
    client: 'Apple',
    host: 'www.apple.com',
    path: '/library/test/success.html',
    answer: 511,
    source: 'decompiled Captive Network Assistant',
  },
  {
    client: 'Windows',
    host: 'www.msftconnecttest.com',
    path: '/connecttest.txt',
    answer: 511,
    source: 'Microsoft NCSI document',
  },
  {
    client: 'Windows',
    host: 'ipv6.msftconnecttest.com',
    path: '/connecttest.txt',
    answer: 511,
    source: 'Microsoft NCSI document',
  },
  {
    client: 'Windows',
    host: 'www.msftncsi.com',
    path: '/ncsi.txt',
    answer: 511,
    source: 'Microsoft NCSI document',
  },
  {
    client: 'Brave',
    host: 'detectportal.brave-http-only.com',
    path: '/',
    answer: 511,
    source: 'Brave captive_portal_detector',
  },
  {
    client: 'NetworkManager',
    host: 'fedoraproject.org',
    path: '/static/hotspot.txt',
    answer: 511,
    source: 'nm-connectivity.c',
  },
  {
    client: 'NetworkManager',
    host: 'connectivity-check.ubuntu.com',
    path: '/',
    answer: 511,
    source: 'nm-connectivity.c',
  },
  {
    client: 'NetworkManager',
    host: 'network-test.debian.org',
    path: '/nm',
    answer: 511,
    source: 'nm-connectivity.c',
  },
  {
    client: 'NetworkManager',
    host: 'ping.archlinux.org',
    path: '/nm-check.txt',
    answer: 511,
    source: 'nm-connectivity.c',
  },
  {
    client: 'NetworkManager',
    host: 'nmcheck.gnome.org',
    path: '/check_network_status.txt',
    answer: 511,
    source: 'nm-connectivity.c',
  },
  {
    client: 'NetworkManager',
    host: 'conncheck.opensuse.org',
    path: '/',
    answer: 511,
    source: 'nm-connectivity.c',
  },
  {
    client: 'NetworkManager',
    host: 'networkcheck.kde.org',
    path: '/',
    answer: 511,
    source: 'nm-connectivity.c',
  },
];

export interface ProbeSwitches {
  readonly apple: 511 | 302;
  readonly windows: 511 | 302;
  /** The operator's own rows come before the table's. */
  readonly probes: readonly { readonly host: string; readonly path: string; readonly answer: 511 | 302 }[];
}

/** The row for a request, or undefined where nothing is special about it. */
type FindProbe = (host: string, path: string) => Probe | undefined;

export function probeFinder(switches: ProbeSwitches): FindProbe {
  const own = switches.probes.map(
    (row): Probe => ({
      ...row,
      client: 'operator',
      answer: row.answer === 302 ? 'redirect' : 511,
      source: 'configuration',
    }),
  );
  const switched = new Map([
    ['Apple', switches.apple],
    ['Windows', switches.windows],
  ]);
  const table = probes.map((probe) =>
    switched.get(probe.client) === 302 ? { ...probe, answer: 'redirect' as const } : probe,
  );
  const rows = [...own, ...table];
  const byHost = new Map(
    rows.map(({ host }) => [host, rows.filter((row) => row.host === host || row.host === '*')]),
  );
  const ofAnyHost = rows.filter((row) => row.host === '*');
  return (host, path) => (byHost.get(host) ?? ofAnyHost).find((probe) => matches(probe.path, path));
}

function matches(pattern: string, path: string): boolean {
  return pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
}
