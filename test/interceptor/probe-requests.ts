/** The requests that operating systems and browsers make to learn whether they are captive: the rows of the table "The probes". */
export interface ProbeRequest {
  readonly client: Client;
  readonly host: string;
  readonly path: string;
  readonly userAgent?: string;
  readonly version?: '1.0' | '1.1';
  readonly headers?: Readonly<Record<string, string>>;
  /** For Mozilla VPN, Firefox and NetworkManager: the body that means "open". */
  readonly openBody?: string;
}

export type Client =
  | 'Android'
  | 'ChromeOS'
  | 'Chromium'
  | 'Firefox'
  | 'NetworkManager'
  | 'ConnMan'
  | 'Windows'
  | 'Apple'
  | 'Tailscale'
  | 'Mozilla VPN'
  | 'Fire OS'
  | 'Nintendo';

const chrome = (platform: string) =>
  `Mozilla/5.0 (${platform}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36`;
const gecko = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0';

const android = { client: 'Android', userAgent: chrome('X11; Linux x86_64') } as const;
const chromeOs = { client: 'ChromeOS', userAgent: chrome('X11; CrOS x86_64 14541.0.0') } as const;
const chromium = { client: 'Chromium', userAgent: chrome('Windows NT 10.0; Win64; x64') } as const;
const firefox = {
  client: 'Firefox',
  userAgent: gecko,
  headers: { Accept: '*/*', Pragma: 'no-cache' },
} as const;
const networkManager = { client: 'NetworkManager', openBody: 'NetworkManager is online' } as const;
const connMan = { client: 'ConnMan', userAgent: 'ConnMan/1.41 wispr' } as const;
const windows = { client: 'Windows', userAgent: 'Microsoft NCSI' } as const;
const apple = {
  client: 'Apple',
  userAgent: 'CaptiveNetworkSupport-481.100.2 wispr',
  version: '1.0',
  headers: { Connection: 'close' },
} as const;
const tailscale = { client: 'Tailscale', path: '/generate_204', userAgent: 'Go-http-client/1.1' } as const;

export const probeRequests: readonly ProbeRequest[] = [
  { ...android, host: 'connectivitycheck.gstatic.com', path: '/generate_204' },
  { ...android, host: 'www.google.com', path: '/gen_204' },
  { ...android, host: 'play.googleapis.com', path: '/generate_204' },
  { ...android, host: '192.0.2.7', path: '/generate204' },
  { ...chromeOs, host: 'www.gstatic.com', path: '/generate_204' },
  { ...chromeOs, host: 'clients3.google.com', path: '/generate_204' },
  { ...chromeOs, host: 'www.google.com', path: '/gen_204' },
  { ...chromium, host: 'www.gstatic.com', path: '/generate_204' },
  { ...chromium, host: 'edge-http.microsoft.com', path: '/captiveportal/generate_204' },
  { ...chromium, host: 'detectportal.brave-http-only.com', path: '/' },
  {
    ...firefox,
    host: 'detectportal.firefox.com',
    path: '/canonical.html',
    openBody: '<meta http-equiv="refresh" content="0;url=https://support.mozilla.org/kb/captive-portal"/>',
  },
  { ...firefox, host: 'detectportal.firefox.com', path: '/success.txt?ipv4', openBody: 'success\n' },
  { ...firefox, host: 'detectportal.firefox.com', path: '/success.txt?ipv6', openBody: 'success\n' },
  { ...networkManager, host: 'fedoraproject.org', path: '/static/hotspot.txt', openBody: 'OK' },
  { ...networkManager, host: 'connectivity-check.ubuntu.com', path: '/' },
  { ...networkManager, host: 'network-test.debian.org', path: '/nm' },
  { ...networkManager, host: 'ping.archlinux.org', path: '/nm-check.txt' },
  { ...networkManager, host: 'nmcheck.gnome.org', path: '/check_network_status.txt' },
  { ...networkManager, host: 'conncheck.opensuse.org', path: '/' },
  { ...networkManager, host: 'networkcheck.kde.org', path: '/', openBody: 'OK' },
  { ...connMan, host: 'ipv4.connman.net', path: '/online/status.html' },
  { ...connMan, host: 'ipv6.connman.net', path: '/online/status.html' },
  {
    ...windows,
    host: 'www.msftconnecttest.com',
    path: '/connecttest.txt',
    openBody: 'Microsoft Connect Test',
  },
  {
    ...windows,
    host: 'ipv6.msftconnecttest.com',
    path: '/connecttest.txt',
    openBody: 'Microsoft Connect Test',
  },
  { ...windows, host: 'www.msftncsi.com', path: '/ncsi.txt', openBody: 'Microsoft NCSI' },
  { ...apple, host: 'captive.apple.com', path: '/hotspot-detect.html' },
  { ...apple, host: 'netcts.cdn-apple.com', path: '/' },
  { ...apple, host: 'www.apple.com', path: '/library/test/success.html' },
  { ...tailscale, host: 'controlplane.tailscale.com' },
  { ...tailscale, host: 'login.tailscale.com' },
  { client: 'Mozilla VPN', host: 'detectportal.firefox.com', path: '/success.txt', openBody: 'success' },
  { client: 'Fire OS', host: 'spectrum.s3.amazonaws.com', path: '/kindle-wifi/wifistub.html' },
  { client: 'Fire OS', host: 'spectrum.s3.amazonaws.com', path: '/kindle-wifi/wifistub-eink.html' },
  { client: 'Fire OS', host: 'spectrum.s3.amazonaws.com', path: '/kindle-wifi/wifiredirect.html' },
  { client: 'Nintendo', host: 'ctest.cdn.nintendo.net', path: '/' },
  { client: 'Nintendo', host: 'conntest.nintendowifi.net', path: '/' },
];
