import { Counter, Histogram, type Registry } from 'prom-client';
import type { Interception } from '../happenings/happening.js';
import type { Happenings } from '../happenings/happenings.js';
import { Durations } from './durations.js';

interface Server {
  readonly took: (seconds: number) => void;
  /** How many, by status. */
  readonly responses: Map<number, number>;
}

/** The HTTP servers' answers. What each request costs matters here: numbers get their labels when somebody reads them. */
export function countRequests(happenings: Happenings, registers: Registry[]): void {
  const servers = new Map<string, Server>();
  const interceptions = new Map<Interception, number>();
  new Counter({
    name: 'gate511_http_responses_total',
    help: 'HTTP responses, by server and status.',
    labelNames: ['server', 'code'],
    registers,
    collect() {
      this.reset();
      for (const [server, { responses }] of servers)
        for (const [code, count] of responses) this.inc({ server, code }, count);
    },
  });
  const durations = new Durations({
    name: 'gate511_http_request_duration_seconds',
    help: 'From the head of a request to the last byte of its response.',
    label: 'server',
    bounds: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  });
  for (const registry of registers) registry.registerMetric(durations.metric);
  new Counter({
    name: 'gate511_captive_responses_total',
    help: 'Answers of the interceptor to captive clients, by what the table of probes takes the client for.',
    labelNames: ['zone', 'client', 'code'],
    registers,
    collect() {
      this.reset();
      for (const [{ zone, client, status }, count] of interceptions)
        this.inc({ zone, client, code: status }, count);
    },
  });

  happenings.on('answered', ({ server: name, status, seconds }) => {
    const server = servers.get(name) ?? { took: durations.of(name), responses: new Map() };
    servers.set(name, server);
    server.responses.set(status, (server.responses.get(status) ?? 0) + 1);
    server.took(seconds);
  });

  happenings.on('intercepted', (interception) => {
    interceptions.set(interception, (interceptions.get(interception) ?? 0) + 1);
  });
}

/** What RADIUS servers take to answer. */
export function timeRadius(happenings: Happenings, registers: Registry[]): void {
  const radius = new Histogram({
    name: 'gate511_radius_request_duration_seconds',
    help: 'Questions to RADIUS servers, repetitions included, by server and what came of them.',
    labelNames: ['server', 'service', 'result'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  happenings.on('radius-asked', ({ seconds, ...labels }) => radius.observe(labels, seconds));
}
