import { Gauge, Registry } from 'prom-client';
import type { ZoneName } from '../client/zone-name.js';
import type { Happenings } from '../happenings/happenings.js';
import { watchProcess } from './process.js';
import { countRequests, timeRadius } from './requests.js';
import { countSessions } from './sessions.js';
import type { Traffic } from './traffic.js';
import { countUpkeep } from './upkeep.js';

/** Devices by zone and state. */
export type ClientCounts = ReadonlyMap<ZoneName, Readonly<Record<string, number>>>;

interface MetricsText {
  readonly contentType: string;
  readonly text: string;
}

/**
 * What Prometheus is told. It hears of it where everything is told, and holds nothing that grows with the number of
 * devices, users or addresses.
 */
export class Metrics {
  readonly #registry = new Registry();
  readonly #clients: Gauge<'zone' | 'state'>;

  constructor(happenings: Happenings, traffic: Traffic) {
    const registers = [this.#registry];
    watchProcess(registers);
    this.#clients = new Gauge({
      name: 'gate511_clients',
      help: 'Devices that are neighbours in a zone or online, by state.',
      labelNames: ['zone', 'state'],
      registers,
    });
    countSessions(happenings, traffic, registers);
    countRequests(happenings, registers);
    countUpkeep(happenings, registers);
    timeRadius(happenings, registers);
  }

  /** In Prometheus' text format. */
  async text(clients: ClientCounts): Promise<MetricsText> {
    this.#clients.reset(); // a zone may be gone
    for (const [zone, states] of clients)
      for (const [state, count] of Object.entries(states)) this.#clients.set({ zone, state }, count);
    return { contentType: this.#registry.contentType, text: await this.#registry.metrics() };
  }
}
