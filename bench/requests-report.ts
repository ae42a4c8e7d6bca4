import type { Comparison } from './comparison.js';
import { markdownTable } from './figures.js';
import type { Logins } from './logins.js';

export interface Figures {
  readonly date: string;
  readonly rounds: number;
  readonly devices: number;
  readonly listeningSeconds: number;
  readonly logins: Logins;
  readonly megabytes: readonly number[];
  /** Whether idle cores were kept from halting while servers were compared. */
  readonly isAwake: boolean;
  readonly closing: Comparison;
  readonly kept: Comparison;
}

/** The figures as a page. */
export function markdown(figures: Figures): string {
  const { rounds, devices, listeningSeconds, logins, megabytes, isAwake, closing, kept } = figures;
  const fixed = (value: number, digits = 2) => value.toFixed(digits);
  const compared = (comparison: Comparison) =>
    markdownTable(
      ['server', 'requests/s', 'CPU µs/request', 'p99 ms', 'throughput ÷ bare', 'CPU ÷ bare'],
      comparison.map(({ name, measured, toBareNode }) => [
        name,
        fixed(measured.requestsPerSecond, 0),
        fixed(measured.cpuMicrosecondsPerRequest, 1),
        measured.p99Milliseconds,
        fixed(toBareNode.requestsPerSecond),
        fixed(toBareNode.cpuMicrosecondsPerRequest),
      ]),
    );
  return `# Bench of ${figures.date}

${rounds} rounds, servers by turns on one core, load on the other; ${devices} neighbours and as many authorisations.
Idle cores ${isAwake ? 'were kept from halting' : 'could halt'} while servers were compared.

## Unknown client, a connection for each request
${compared(closing)}

## Kept alive (gate511's own "Connection: close" switched off)
${compared(kept)}

## The daemon
${markdownTable(
  ['what', 'figure'],
  [
    ['from start to listening', `${fixed(listeningSeconds)} s`],
    ['login, from form to answer, median', `${fixed(logins.medianMilliseconds, 1)} ms`],
    ['the same, 99th percentile', `${fixed(logins.p99Milliseconds, 1)} ms`],
    ['logins with 16 parallel visitors', `${fixed(logins.perSecond, 0)}/s`],
    ['resident memory after the start', `${fixed(megabytes[0] ?? 0, 0)} MB`],
    [
      'after each further 250,000 intercepted requests',
      `${megabytes
        .slice(1)
        .map((one) => fixed(one, 0))
        .join(', ')} MB`,
    ],
  ],
)}
`;
}
