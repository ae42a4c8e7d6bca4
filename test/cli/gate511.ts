import { spawn } from 'node:child_process';
import { projectPath } from '../project.js';

export const mainPath = projectPath('dist/src/main.js');

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Where {
  readonly cwd: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs the command to its end, as an operator does. */
export function gate511(args: readonly string[], { cwd, environment = {} }: Where): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env.PATH, ...environment };
    const child = spawn(process.execPath, [mainPath, ...args], { cwd, env, timeout: 30_000 });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}
