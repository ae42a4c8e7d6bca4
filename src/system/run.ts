import { spawn } from 'node:child_process';

/**
 * Runs a program to its end, without a shell, and gives what it printed.
 * Throws when it cannot be started, exits with another code than 0 (with its standard error) or runs out of time.
 */
export type Run = (file: string, args: readonly string[], input?: string) => Promise<string>;

const timeLimitMs = 30_000;

export const run: Run = (file, args, input = '') =>
  new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      env: { PATH: systemPath, LC_ALL: 'C' },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    // Node's own time limit goes on, and keeps the process, when the program could not be started.
    const timer = setTimeout(() => child.kill(), timeLimitMs);
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.stdin.on('error', () => undefined); // a child that exits early says why on stderr
    child.on('error', (cause) => {
      clearTimeout(timer);
      reject(new Error(`${file} cannot be started: ${cause.message}`, { cause }));
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) return resolve(Buffer.concat(stdout).toString());
      const said = Buffer.concat(stderr).toString().trim().split('\n').slice(0, 5).join(' ');
      reject(new Error(`${file} ended with ${signal ?? `code ${code}`}: ${said}`));
    });
    child.stdin.end(input);
  });

/** nft and ip are in sbin, which the path of an unprivileged user often lacks. */
export const systemPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
