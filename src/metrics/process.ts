import { readdirSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, type Registry } from 'prom-client';

const nanoseconds = 1e9;

/**
 * What Prometheus' clients tell of their process. Not prom-client's own `collectDefaultMetrics`: it watches every garbage
 * collection, which the interceptor pays for at each request.
 */
export function watchProcess(registers: Registry[]): void {
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });

  new Counter({
    name: 'process_cpu_seconds_total',
    help: 'CPU time of the process, the kernel on its behalf included.',
    registers,
    collect() {
      const { user, system } = process.cpuUsage();
      this.reset();
      this.inc((user + system) / 1e6);
    },
  });
  gauge('process_start_time_seconds', 'When the process began.', () => Date.now() / 1000 - process.uptime());
  gauge('process_resident_memory_bytes', 'Memory of the process.', () => process.memoryUsage.rss());
  gauge('process_open_fds', 'Open files and sockets.', () => readdirSync('/proc/self/fd').length);
  gauge('nodejs_heap_size_used_bytes', 'Memory of JavaScript objects.', () => process.memoryUsage().heapUsed);

  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  gauge(
    'nodejs_eventloop_lag_p99_seconds',
    'Of the waits for a turn since the last scrape 99 % were shorter.',
    () => (delay.count === 0 ? 0 : delay.percentile(99) / nanoseconds),
  );
  gauge('nodejs_eventloop_lag_max_seconds', 'The longest wait for a turn since the last scrape.', () => {
    const longest = delay.count === 0 ? 0 : delay.max / nanoseconds;
    delay.reset();
    return longest;
  });
}
