import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { systemPath } from '../system/run.js';
import { syncTable } from './ruleset.js';

/** Asks for what comes back only after all that was written before it. */
const marker = `list table ${syncTable}`;
/** The whole of the refusal where that table is missing; nft writes it in pieces, and the last would count to the next command. */
const markerRefused = new RegExp(`${marker}\\n *\\^+\\n`);
const timeLimitMs = 10_000;
/** `nft -i` keeps a history and so grows with each command. */
const commandsPerChild = 5_000;

interface Pending {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/**
 * One long-lived `nft -i`, fed through a pipe: a command takes a tenth of what starting nft takes. Commands joined by
 * `;` are one transaction. The next command must wait for the one before.
 */
export class NftChannel {
  #child: ChildProcessWithoutNullStreams | undefined;
  #commands = 0;
  #stdout = '';
  #stderr = '';
  #pending: Pending | undefined;

  /** Resolves when the kernel has it; rejects with what nft said. `command` is one line. */
  run(command: string): Promise<void> {
    if (this.#pending) throw new Error('an nft command is under way');
    if (this.#commands >= commandsPerChild) this.#retire();
    const child = this.#child ?? this.#start();
    this.#commands += 1;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        child.kill('SIGKILL');
        this.#lost(child, `nft did not answer within ${timeLimitMs / 1000} s`);
      }, timeLimitMs);
      this.#pending = { resolve, reject, timer };
      child.stdin.write(`${command}\n${marker}\n`);
    });
  }

  close(): void {
    this.#retire();
  }

  #start(): ChildProcessWithoutNullStreams {
    // Without a home there is no .nft.history, which would hold MAC addresses.
    const env = { PATH: systemPath, LC_ALL: 'C', HOME: '/nonexistent' };
    const child = spawn('nft', ['-i'], { env, stdio: 'pipe' });
    child.stdout.on('data', (chunk: Buffer) => this.#read(child, chunk.toString(), ''));
    child.stderr.on('data', (chunk: Buffer) => this.#read(child, '', chunk.toString()));
    child.stdin.on('error', () => undefined); // 'close' tells
    child.on('error', (error) => this.#lost(child, `nft cannot be started: ${error.message}`));
    child.on('close', (code, signal) => this.#lost(child, `nft ended with ${signal ?? `code ${code}`}`));
    this.#child = child;
    this.#commands = 0;
    return child;
  }

  #read(child: ChildProcessWithoutNullStreams, stdout: string, stderr: string): void {
    if (child !== this.#child) return;
    this.#stdout += stdout;
    this.#stderr += stderr;
    // Errors were written before the marker's answer, but arrive on a pipe of their own: let that be read as well.
    if (this.#isAnswered()) setImmediate(() => this.#complete());
  }

  #isAnswered(): boolean {
    return this.#stdout.includes('}\n') || markerRefused.test(this.#stderr);
  }

  #complete(): void {
    const pending = this.#pending;
    if (!pending || !this.#isAnswered()) return;
    const said = this.#stderr.trim();
    this.#stdout = '';
    this.#stderr = '';
    this.#pending = undefined;
    clearTimeout(pending.timer);
    if (said === '') pending.resolve();
    else pending.reject(new Error(`nft: ${said.split('\n')[0]}`));
  }

  #lost(child: ChildProcessWithoutNullStreams, reason: string): void {
    if (child !== this.#child) return;
    this.#child = undefined;
    this.#stdout = '';
    this.#stderr = '';
    const pending = this.#pending;
    this.#pending = undefined;
    clearTimeout(pending?.timer);
    pending?.reject(new Error(reason));
  }

  #retire(): void {
    this.#child?.stdin.end();
    this.#child = undefined;
  }
}
