import { runAtClient, target } from './ground.js';
import { cpuMicroseconds } from './process.js';
import type { Server } from './servers.js';

export interface Measured {
  readonly requestsPerSecond: number;
  readonly cpuMicrosecondsPerRequest: number;
  readonly p99Milliseconds: number;
}

export interface Load {
  readonly requests: number;
  readonly parallel: number;
  readonly keepsAlive: boolean;
}

/** Starts a server, warms it up, and measures it under ApacheBench. */
export async function measure(server: Server, load: Load): Promise<Measured> {
  const running = await server.start();
  try {
    const requests = load.requests / (server.requestsDividedBy ?? 1);
    await ab({ ...load, requests: requests / 4 });
    return await measureRunning(running.pid, { ...load, requests });
  } finally {
    await running.stop();
  }
}

/** Measures a server that is running. */
export async function measureRunning(pid: number, load: Load): Promise<Measured> {
  const before = cpuMicroseconds(pid);
  const report = await ab(load);
  const used = cpuMicroseconds(pid) - before;
  const number = (pattern: RegExp) => Number(pattern.exec(report)?.[1]);
  return {
    requestsPerSecond: number(/Requests per second:\s+([\d.]+)/),
    cpuMicrosecondsPerRequest: used / load.requests,
    p99Milliseconds: number(/\n\s*99%\s+(\d+)/),
  };
}

function ab({ requests, parallel, keepsAlive }: Load): Promise<string> {
  return runAtClient(
    'ab',
    '-q',
    ...(keepsAlive ? ['-k'] : []),
    '-n',
    String(requests),
    '-c',
    String(parallel),
    target,
  );
}
