import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Program } from '../test/e2e/program.js';
import { nodeOfUnit } from '../test/node-of-unit.js';
import { usualConfig } from './state.js';

/** Where every server under test listens in its turn: the ruleset of gate511 leads the captive client there. */
export const interceptorPort = 8511;

export interface Server {
  readonly name: string;
  /** Of one that is so slow that nobody would wait for as many requests as the others answer. */
  readonly requestsDividedBy?: number;
  /** Starts it on the first core; gives what stops it and counts its CPU time. */
  start(): Promise<Running>;
}

export interface Running {
  readonly pid: number;
  stop(): Promise<void>;
}

const script = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const main = script('../src/main.js');

export function gate511(
  directory: string,
  { preload = [], config = usualConfig }: { preload?: readonly string[]; config?: string } = {},
): Server {
  return program(
    'gate511',
    [...nodeOfUnit, ...preload, main, 'serve', '--config', join(directory, config)],
    /"msg":"ready"/,
  );
}

/** Bare node:http that sends the same bytes; with fast sockets it has the help that gate511 gives itself (README.md). */
export function bareNode(
  bodyPath: string,
  connection: 'close' | 'keep-alive',
  sockets: 'usual' | 'fast' = 'usual',
): Server {
  return program(
    `bare node:http${sockets === 'fast' ? ' with fast sockets' : ''}`,
    [process.execPath, script('bare-server.js'), bodyPath, connection, sockets],
    /^ready$/,
  );
}

/** nginx's `return 511` with the same bytes, one worker; undefined where it is not installed. */
export function nginx(directory: string, bodyPath: string): Server | undefined {
  if (!existsSync('/usr/sbin/nginx')) return undefined;
  const configPath = join(directory, 'nginx.conf');
  const config = `
daemon off; worker_processes 1; pid ${directory}/nginx.pid; error_log ${directory}/nginx.log;
events { worker_connections 1024; }
http { access_log off; keepalive_timeout 0; server { listen [::]:${interceptorPort} ipv6only=off;
  location / { root ${directory}; error_page 511 /body.html; return 511; } location = /body.html { root ${directory}; internal; } } }`;
  return {
    name: 'nginx return 511',
    async start() {
      await writeFile(configPath, config);
      await writeFile(join(directory, 'body.html'), readFileSync(bodyPath));
      const running = new Program('taskset', ['-c', '0', '/usr/sbin/nginx', '-c', configPath]);
      await listening();
      return { pid: running.pid, stop: async () => void (await running.kill('SIGTERM')) };
    },
  };
}

function program(name: string, words: readonly string[], ready: RegExp): Server {
  return {
    name,
    async start() {
      const running = new Program('taskset', ['-c', '0', ...words]);
      await running.line(ready);
      return { pid: running.pid, stop: async () => void (await running.kill('SIGTERM')) };
    },
  };
}

/** For a server that does not say when it is ready. */
export async function listening(): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt += 1) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(interceptorPort, '127.0.0.1');
      socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
      socket.on('connect', () => socket.destroy());
    });
    if (isOpen) return;
    await pause(50);
  }
  throw new Error('the server does not listen');
}
