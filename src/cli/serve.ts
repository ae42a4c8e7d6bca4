import { App } from '../app.js';
import type { Config } from '../config/config.js';
import { surroundingsWarnings } from '../config/surroundings.js';
import { formatEndpoint } from '../config/units.js';
import { exit, OperatorError, reasonOf } from '../errors.js';
import { systemClock, systemWallClock } from '../system/clock.js';
import { type Log, type LogLevel, logLevels, openLog } from '../system/log.js';
import { systemRandom } from '../system/random.js';
import { run } from '../system/run.js';
import type { Command, Invocation } from './command.js';

/** `gate511 serve`: the daemon itself. SIGHUP reloads the configuration, SIGTERM and SIGINT end it. */
export const serve: Command = {
  name: 'serve',
  usage: '',
  summary: 'run the login server',
  async run(invocation) {
    process.umask(0o077);
    const ending = ended();
    const log = openLog(logLevel(invocation));
    const { config, path } = await invocation.loadConfig();
    for (const warning of await surroundingsWarnings(config)) log.warn({}, warning);
    const effects = { clock: systemClock, wallClock: systemWallClock, random: systemRandom, run, log };
    const app = await App.start(config, effects);
    let reloaded = Promise.resolve();
    process.on('SIGHUP', () => {
      reloaded = reloaded.then(() => reload(app, invocation, log)); // one after the other
    });
    const { interceptor, portal, zones } = config;
    const where = {
      portal: portal.url,
      interceptor: formatEndpoint(interceptor.listen),
      zones: zones.map(({ name }) => name),
    };
    log.info({ ...where, configuration: path ?? 'the loopback profile' }, 'ready');
    if (path === undefined) invocation.print(tryOut(config));
    await ending;
    log.info({}, 'stopping');
    await reloaded;
    await app.stop();
    log.info({}, 'stopped; the firewall stays as it is');
    return exit.done;
  },
};

async function reload(app: App, invocation: Invocation, log: Log): Promise<void> {
  try {
    const { config } = await invocation.loadConfig();
    await app.reload(config);
    log.info({}, 'the new configuration is in force');
  } catch (error) {
    log.error(
      { reason: reasonOf(error) },
      'the new configuration cannot be used: the old one stays in force',
    );
  }
}

const ended = () =>
  new Promise<void>((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });

function logLevel({ environment }: Invocation): LogLevel {
  const level = environment.GATE511_LOG ?? 'info';
  const known = logLevels.find((each) => each === level);
  if (!known)
    throw new OperatorError(
      `GATE511_LOG: found "${level}", allowed: ${logLevels.join(', ')}`,
      exit.configuration,
    );
  return known;
}

function tryOut({ portal, interceptor }: Config): string {
  return `
No gate511.yaml was found: this is the loopback profile, for trying out. It guards nothing.
  login page   ${portal.url}
  what a captive device hears:
    curl -i -H 'Host: www.example.com' http://${formatEndpoint(interceptor.listen)}/index.htm
`;
}
