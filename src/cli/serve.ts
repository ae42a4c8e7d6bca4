import type { App } from '../app.js';
import { adminUrl } from '../config/admin-address.js';
import type { Config } from '../config/config.js';
import { surroundingsWarnings } from '../config/surroundings.js';
import { formatEndpoint } from '../config/units.js';
import { exit, OperatorError } from '../errors.js';
import { methods } from '../methods.js';
import { systemClock, systemWallClock } from '../system/clock.js';
import { type LogLevel, logLevels, openLog } from '../system/log.js';
import { keepTicksFast } from '../system/next-tick.js';
import { systemRandom } from '../system/random.js';
import { run } from '../system/run.js';
import { keepSocketsFast } from '../system/sockets.js';
import type { Command, Invocation } from './command.js';

/** `gate511 serve`: the daemon itself. SIGHUP reloads the configuration, SIGTERM and SIGINT end it. */
export const serve: Command = {
  name: 'serve',
  usage: '[--first-link]',
  summary: 'run the login server; also not at a terminal print the link by which the first operator comes',
  options: { 'first-link': { type: 'boolean' } },
  async run(invocation) {
    process.umask(0o077);
    keepTicksFast();
    keepSocketsFast();
    const ending = ended();
    const reloads = new Reloads();
    const log = await openLog(logLevel(invocation));
    const { config, path } = await invocation.loadConfig();
    for (const warning of await surroundingsWarnings(config, systemWallClock())) log.warn({}, warning);
    const effects = {
      clock: systemClock,
      wallClock: systemWallClock,
      random: systemRandom,
      run,
      log,
      methods,
    };
    const { App: Daemon } = await import('../app.js'); // no other command needs the daemon's code
    const app = await Daemon.start(config, effects);
    const { interceptor, portal, zones } = config;
    const where = {
      portal: portal.url,
      interceptor: formatEndpoint(interceptor.listen),
      zones: zones.map(({ name }) => name),
    };
    log.info({ ...where, configuration: path ?? 'the loopback profile' }, 'ready');
    if (path === undefined) invocation.print(tryOut(config));
    if ((await app.doors.operators.all()).length === 0) {
      log.info({}, 'there is no operator yet: gate511 admin link prints a link by which one comes');
      if (process.stdout.isTTY || invocation.flag('first-link')) invocation.print(firstLink(app, config));
    }
    reloads.begin(() => app.reload(async () => (await invocation.loadConfig()).config));
    await ending;
    log.info({}, 'stopping');
    await reloads.done;
    await app.stop();
    log.info({}, 'stopped; the firewall stays as it is');
    return exit.done;
  },
};

type Reload = () => Promise<void>;

/** What SIGHUP asks for, one after the other. It is heard before anything can be reloaded: by itself it would end the process. */
class Reloads {
  #begin: (reload: Reload) => void = () => undefined;
  readonly #begun = new Promise<Reload>((resolve) => {
    this.#begin = resolve;
  });
  #last = Promise.resolve();

  constructor() {
    process.on('SIGHUP', () => {
      this.#last = this.#last.then(async () => (await this.#begun)());
    });
  }

  begin(reload: Reload): void {
    this.#begin(reload);
  }

  /** Resolves when all is done that was asked for until now. */
  get done(): Promise<void> {
    return this.#last;
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

/** On the screen, never in the log: who reads that could become an operator as well. */
function firstLink({ doors: { links } }: App, config: Config): string {
  const { code } = links.issue({ role: 'admin', by: 'root' });
  return `
Who opens this first, within ten minutes, becomes an operator who may do everything:
  ${adminUrl(config)}welcome?code=${code}
`;
}

function tryOut({ portal, interceptor }: Config): string {
  return `
No gate511.yaml was found: this is the loopback profile, for trying out. It guards nothing.
  login page   ${portal.url}
  what a captive device hears:
    curl -i -H 'Host: www.example.com' http://${formatEndpoint(interceptor.listen)}/index.htm
`;
}
