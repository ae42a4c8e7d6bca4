import type { Hotspot } from './hotspot.js';
import type { Phone } from './phone.js';

/** What `gate511 clients --json` says of a device. */
export interface ClientRow {
  readonly mac: string;
  readonly zone: string;
  readonly addresses: readonly string[];
  readonly state: string;
  readonly method?: string;
  readonly startedAt?: string;
  readonly endsAt?: string;
  readonly inputBytes: number;
  readonly outputBytes: number;
  readonly inputPackets: number;
  readonly outputPackets: number;
  readonly lastSeenAt?: string;
}

/** A device that has gone to another zone is a neighbour in the first one for some time yet, with a row of its own there. */
export async function clientRow({ daemon }: Hotspot, { mac, zone }: Phone): Promise<ClientRow | undefined> {
  const rows: readonly ClientRow[] = JSON.parse((await daemon.run('clients', '--json')).stdout);
  return rows.find((row) => row.mac === mac && row.zone === zone);
}
