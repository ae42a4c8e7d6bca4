import { exit } from '../errors.js';
import { askDaemon } from './admin-client.js';
import type { Command } from './command.js';
import { printFound } from './print-found.js';
import { table } from './table.js';

interface Status {
  readonly pid: number;
  readonly startedAt: string;
  readonly portal: string;
  readonly firewall: string;
  readonly zones: readonly Readonly<
    Record<'name' | 'interface' | 'captive' | 'authorised' | 'allowed' | 'denied', unknown>
  >[];
}

/** `gate511 status`. */
export const status: Command = {
  name: 'status',
  usage: '[--json]',
  summary: 'the daemon, its zones, and how many devices each has',
  options: { json: { type: 'boolean' } },
  async run(invocation) {
    const found = await askDaemon<Status>(invocation, 'GET', '/status');
    printFound(invocation, found, readable);
    return exit.done;
  },
};

function readable({ pid, startedAt, portal, firewall, zones }: Status): string {
  const headings = ['ZONE', 'INTERFACE', 'CAPTIVE', 'AUTHORISED', 'ALLOWED', 'DENIED'];
  const rows = zones.map((zone) => [
    zone.name,
    zone.interface,
    zone.captive,
    zone.authorised,
    zone.allowed,
    zone.denied,
  ]);
  return `running since ${startedAt} (pid ${pid}), portal ${portal}, firewall ${firewall}\n\n${table(headings, rows)}`;
}
