// Makes a fresh clone ready: the locked dependencies where they are missing or stale, the build, and with --test, as root on
// Debian or Ubuntu, the system packages that the gateway tests drive. Plain JavaScript, since nothing is built yet.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

process.chdir(new URL('..', import.meta.url).pathname);
installDependencies();
run('node', ['node_modules/typescript/bin/tsc', '--build']);
if (process.argv.includes('--test')) installSystemPackages();

function installDependencies() {
  const stamp = 'node_modules/.gate511-lock';
  const locked = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === locked) return;
  console.log('gate511: installing the locked dependencies');
  run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(stamp, locked);
}

function installSystemPackages() {
  const programs = {
    nft: 'nftables',
    ip: 'iproute2',
    dnsmasq: 'dnsmasq-base',
    chromium: 'chromium',
    zbarimg: 'zbar-tools',
    pdftotext: 'poppler-utils',
    curl: 'curl',
    ethtool: 'ethtool',
    iperf3: 'iperf3',
    wget: 'wget',
    ping: 'iputils-ping',
    openssl: 'openssl',
    strace: 'strace',
    freeradius: 'freeradius',
    radclient: 'freeradius-utils',
    promtool: 'prometheus',
    'systemd-analyze': 'systemd',
  };
  const missing = Object.entries(programs).flatMap(([program, name]) => (isThere(program) ? [] : [name]));
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0 || !isThere('apt-get')) {
    console.log(`gate511: the gateway tests need ${missing.join(', ')} (and root)`);
    return;
  }
  console.log(`gate511: installing ${missing.join(', ')}`);
  const quietly = { DEBIAN_FRONTEND: 'noninteractive' };
  run('apt-get', ['-qq', 'update'], quietly);
  withoutStartingServices(() =>
    run('apt-get', ['-qq', 'install', '--no-install-recommends', ...missing], quietly),
  );
}

// Debian starts what it installs, prometheus for one, unless this file says no (invoke-rc.d(8)).
function withoutStartingServices(install) {
  const policy = '/usr/sbin/policy-rc.d';
  if (existsSync(policy)) return install();
  writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  process.on('exit', () => rmSync(policy, { force: true }));
  install();
  rmSync(policy);
}

function isThere(program) {
  return ['/usr/sbin', '/usr/bin', '/sbin', '/bin'].some((directory) =>
    existsSync(`${directory}/${program}`),
  );
}

function run(file, args, environment = {}) {
  const { status, error } = spawnSync(file, args, {
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  if (status === 0) return;
  console.error(`gate511: ${file} ${args.join(' ')} failed${error ? `: ${error.message}` : ''}`);
  process.exit(status ?? 1);
}
