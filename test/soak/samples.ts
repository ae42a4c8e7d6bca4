import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Inside } from './watched.js';

/** What the daemon holds at one moment. */
export interface Sample extends Inside {
  readonly seconds: number;
  readonly logins: number;
  readonly rssMebibytes: number;
  readonly descriptors: number;
  readonly children: number;
}

export async function sampleOf(
  pid: number,
  socketPath: string,
  moment: Pick<Sample, 'seconds' | 'logins'>,
): Promise<Sample> {
  const inside: Inside = JSON.parse(await text(connect(socketPath)));
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean),
  );
  return {
    ...moment,
    ...inside,
    rssMebibytes: Math.round(Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024),
    descriptors: readdirSync(`/proc/${pid}/fd`).length,
    children: children.length,
  };
}
