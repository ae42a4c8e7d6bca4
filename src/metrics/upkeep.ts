import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Happenings } from '../happenings/happenings.js';

const buckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** How store, firewall and configuration do. */
export function countUpkeep(happenings: Happenings, registers: Registry[]): void {
  const histogram = (name: string, help: string) => new Histogram({ name, help, buckets, registers });
  const counter = (name: string, help: string) => new Counter({ name, help, registers });

  const commit = histogram('gate511_store_commit_duration_seconds', 'Writing changes to the disk.');
  const unkept = counter('gate511_store_commit_failures_total', 'Commits that the disk did not take.');
  happenings.on('committed', ({ seconds, isKept }) => {
    commit.observe(seconds);
    if (!isKept) unkept.inc();
  });

  const batch = histogram('gate511_nft_batch_duration_seconds', 'Transactions of the firewall.');
  const changes = counter('gate511_nft_changes_total', 'Changes of clients in transactions of the firewall.');
  const untaken = counter('gate511_nft_batch_failures_total', 'Transactions that the kernel did not take.');
  happenings.on('nft-written', (written) => {
    batch.observe(written.seconds);
    if (written.isTaken) changes.inc(written.changes);
    else untaken.inc();
  });

  const comparison = histogram(
    'gate511_reconcile_duration_seconds',
    'Comparisons of the firewall with the store, repairs included.',
  );
  happenings.on('reconciled', ({ seconds }) => comparison.observe(seconds));

  const repairs = new Counter({
    name: 'gate511_repairs_total',
    help: 'Rules and clients that differed in the firewall and were put right.',
    labelNames: ['what'],
    registers,
  });
  for (const what of ['rules', 'client']) repairs.inc({ what }, 0);
  happenings.on('rules-repaired', () => repairs.inc({ what: 'rules' }));
  happenings.on('clients-repaired', ({ differences }) => repairs.inc({ what: 'client' }, differences.length));

  const calls = new Counter({
    name: 'gate511_webhook_calls_total',
    help: 'Events brought to webhooks, by whether they were taken.',
    labelNames: ['webhook', 'result'],
    registers,
  });
  happenings.on('webhook-called', ({ webhook, isTaken }) =>
    calls.inc({ webhook, result: isTaken ? 'taken' : 'failed' }),
  );

  const configuration = new Gauge({
    name: 'gate511_config_last_reload_successful',
    help: 'Whether the configuration in force is the one that was loaded last.',
    registers,
  });
  configuration.set(1);
  happenings.on('configuration-loaded', () => configuration.set(1));
  happenings.on('configuration-refused', () => configuration.set(0));
}
