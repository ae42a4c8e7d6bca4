import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Hotspot } from './hotspot.js';

const where = '127.0.0.1:9090';

/** A real Prometheus on the gateway, with the alert rules of `deploy/`, that looks each second. */
export async function startPrometheus({ gateway, directory }: Hotspot, rulesPath: string) {
  const config = join(directory, 'prometheus.yml');
  await writeFile(
    config,
    JSON.stringify({
      global: { scrape_interval: '1s', evaluation_interval: '1s' },
      rule_files: [rulesPath],
      scrape_configs: [{ job_name: 'gate511', static_configs: [{ targets: ['127.0.0.1:8512'] }] }],
    }),
  );
  const options = [
    `--config.file=${config}`,
    `--storage.tsdb.path=${join(directory, 'prometheus')}`,
    `--web.listen-address=${where}`,
  ];
  const server = gateway.start('prometheus', options);
  await server.line(/Server is ready to receive web requests/);
  return {
    /** Ends it by its id, not its service. */
    stop: () => server.kill('SIGTERM'),
    /** The lines of an answer, `labels => value @[time]`. */
    ask: async (query: string): Promise<string[]> => {
      const { stdout } = await gateway.run('promtool', ['query', 'instant', `http://${where}`, query]);
      return stdout
        .trim()
        .split('\n')
        .filter((line) => line !== '');
    },
  };
}
