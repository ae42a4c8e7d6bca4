import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasErrno } from '../../../src/errors.js';
import type { Program } from '../../e2e/program.js';

export const secret = 'a shared secret';

export interface FreeRadiusOptions {
  /** Of FreeRADIUS's `files` module. */
  readonly users: string;
  readonly address?: string;
  /** Whether its answers have a Message-Authenticator, as Debian's do only when they are told to. */
  readonly signsAnswers?: boolean;
}

/** The real server, with a configuration of its own in a directory, in whatever network `start` runs it. */
export class FreeRadius {
  readonly #directory: string;
  readonly #start: (file: string, args: readonly string[]) => Program;
  #program: Program | undefined;

  static async create(
    directory: string,
    start: (file: string, args: readonly string[]) => Program,
    options: FreeRadiusOptions,
  ): Promise<FreeRadius> {
    await mkdir(directory, { recursive: true });
    await writeFile(join(directory, 'users'), options.users);
    await writeFile(join(directory, 'radiusd.conf'), configuration(directory, options));
    const server = new FreeRadius(directory, start);
    await server.start();
    return server;
  }

  private constructor(directory: string, start: (file: string, args: readonly string[]) => Program) {
    this.#directory = directory;
    this.#start = start;
  }

  async start(): Promise<void> {
    this.#program = this.#start('freeradius', ['-f', '-d', this.#directory, '-l', 'stdout']);
    await this.#program.line(/Ready to process requests/);
  }

  async stop(): Promise<void> {
    await this.#program?.kill('SIGTERM');
  }

  /** What its detail module has written of the accounting: one record of attributes each. */
  async accounting(): Promise<Readonly<Record<string, string>>[]> {
    const text = await readFile(join(this.#directory, 'detail'), 'utf8').catch((error: unknown) => {
      if (hasErrno(error, 'ENOENT')) return '';
      throw error;
    });
    const records = text.split(/\n\n/).filter((each) => each.includes('Acct-Status-Type'));
    return records.map((each) =>
      Object.fromEntries(
        [...each.matchAll(/^\t(\S+) = "?(.*?)"?$/gm)].map(([, name = '', value = '']) => [name, value]),
      ),
    );
  }
}

function configuration(
  directory: string,
  { address = '127.0.0.1', signsAnswers = true }: FreeRadiusOptions,
): string {
  const sign = signsAnswers ? 'update reply {\nMessage-Authenticator := 0x00\n}' : '';
  return `
prefix = /usr
localstatedir = ${directory}
logdir = ${directory}
raddbdir = ${directory}
run_dir = ${directory}
libdir = /usr/lib/freeradius
pidfile = ${directory}/pid
security {
allow_vulnerable_openssl = yes
reject_delay = 0
}
log {
destination = stdout
}
thread pool {
start_servers = 1
max_servers = 4
min_spare_servers = 1
max_spare_servers = 2
}
client everybody {
ipaddr = 0.0.0.0/0
secret = "${secret}"
require_message_authenticator = yes
}
modules {
pap {
}
chap {
}
files {
usersfile = ${directory}/users
}
detail {
filename = ${directory}/detail
permissions = 0600
header = "%t"
}
}
server default {
listen {
type = auth
ipaddr = ${address}
port = 1812
}
listen {
type = acct
ipaddr = ${address}
port = 1813
}
authorize {
files
chap
pap
}
authenticate {
Auth-Type PAP {
pap
}
Auth-Type CHAP {
chap
}
}
preacct {
}
accounting {
detail
}
post-auth {
${sign}
Post-Auth-Type REJECT {
${sign}
}
}
}
`;
}
