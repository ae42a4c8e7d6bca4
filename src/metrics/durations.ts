import type { Metric } from 'prom-client';

/** A histogram in Prometheus' sense, by one label; `bounds` are seconds, from the shortest on. */
interface DurationsOptions {
  readonly name: string;
  readonly help: string;
  readonly label: string;
  readonly bounds: readonly number[];
}

/** Durations of one kind: how many of them each bound was the first to hold, those beyond all at the end, and their sum. */
interface Row {
  readonly counts: number[];
  sum: number;
}

/** For what is told of each request: prom-client's own histogram looks its labels up anew each time, ten times as long. */
export class Durations {
  readonly #options: DurationsOptions;
  readonly #rows = new Map<string, Row>();

  constructor(options: DurationsOptions) {
    this.#options = options;
  }

  /** What adds a duration, in seconds, to those of a label's value. */
  of(value: string): (seconds: number) => void {
    const { bounds } = this.#options;
    const row = { counts: [...bounds, Number.POSITIVE_INFINITY].map(() => 0), sum: 0 };
    this.#rows.set(value, row);
    return (seconds) => {
      let at = 0;
      while (at < bounds.length && seconds > (bounds[at] ?? 0)) at += 1;
      row.counts[at] = (row.counts[at] ?? 0) + 1;
      row.sum += seconds;
    };
  }

  /** For a registry, which asks a metric for nothing else. */
  get metric(): Metric {
    const { name, help } = this.#options;
    const get = async () => ({ name, help, type: 'histogram', values: this.#values(), aggregator: 'sum' });
    return { name, help, type: 'histogram', get } as unknown as Metric;
  }

  #values() {
    const { name, label, bounds } = this.#options;
    return [...this.#rows].flatMap(([value, { counts, sum }]) => {
      let count = 0;
      const buckets = [...bounds, '+Inf'].map((le, at) => {
        count += counts[at] ?? 0;
        return { metricName: `${name}_bucket`, labels: { le, [label]: value }, value: count };
      });
      const labels = { [label]: value };
      return [
        ...buckets,
        { metricName: `${name}_sum`, labels, value: sum },
        { metricName: `${name}_count`, labels, value: count },
      ];
    });
  }
}
