import { existsSync } from 'node:fs';
import { run } from '../src/system/run.js';
import { Program } from '../test/e2e/program.js';
import { client } from './ground.js';
import { gatewayAddress, inside } from './line.js';
import { interceptorPort, listening, type Server } from './servers.js';

const program = '/usr/bin/opennds';

/**
 * openNDS, as its package has it; undefined where it is not installed. At its start it writes to /etc, /run and /tmp and has
 * systemd restart dnsmasq: so it gets copies of those, which go with its mount namespace, and a systemctl that does nothing.
 */
const script = `
mount --make-rprivate /
mount -t tmpfs tmpfs /mnt
mkdir /mnt/etc /mnt/run /mnt/tmp
cp -a /etc/. /mnt/etc/
mount --bind /bin/true /usr/bin/systemctl
for directory in etc run tmp; do mount --bind /mnt/$directory /$directory; done
mkdir /run/tmpfiles.d
touch /etc/dnsmasq.conf
echo '4102444800 ${client.mac} ${client.address} client *' > /tmp/dhcp.leases
cat > /etc/opennds/opennds.conf <<END
GatewayInterface ${inside}
GatewayAddress ${gatewayAddress}
GatewayPort ${interceptorPort}
login_option_enabled 1
END
exec ${program} -f`;

export function openNds(): Server | undefined {
  if (!existsSync(program)) return undefined;
  return {
    name: 'openNDS',
    requestsDividedBy: 200, // it resets connections after some 250
    async start() {
      const running = new Program('taskset', ['-c', '0', 'unshare', '--mount', 'sh', '-ec', script]);
      await listening();
      return {
        pid: running.pid,
        async stop() {
          await running.kill('SIGTERM');
          for (const name of await tablesLeft()) await run('nft', ['delete', 'table', ...name.split(' ')]);
        },
      };
    },
  };
}

/** What it has put into the firewall beside our table, which would be in the way of the others. */
async function tablesLeft(): Promise<string[]> {
  const listed = await run('nft', ['list', 'tables']);
  return [...listed.matchAll(/^table (ip6? \w+)$/gm)].flatMap(([, name]) => name ?? []);
}
