import type { Gate } from '../access/gate.js';
import type { AuditTrail } from '../audit/trail.js';
import type { DeviceNames } from '../client/device-name.js';
import type { Neighbours } from '../client/neighbours.js';
import type { ZoneName } from '../client/zone-name.js';
import type { Journal } from '../events/journal.js';
import type { Webhooks } from '../events/webhooks.js';
import type { Happenings } from '../happenings/happenings.js';
import type { Looks } from '../http/looks.js';
import type { Language } from '../languages/language.js';
import type { Paper } from '../login/voucher/sheet.js';
import type { Activity } from '../metrics/activity.js';
import type { Plan, PlanName } from '../plan/plan.js';
import type { Log } from '../system/log.js';
import type { RandomBytes } from '../system/random.js';
import type { Serial } from '../system/serial.js';
import type { Doors } from './auth/doors.js';

/** What the API says of vouchers that it has made. */
export interface MadeVouchers {
  readonly batch: string;
  readonly plan: string;
  readonly devices: number;
  readonly startsAt: string | null;
  readonly validUntil: string;
  readonly vouchers: readonly { readonly id: string; readonly code: string }[];
}

/** Pages for visitors that operators can look at. */
export const previewed = ['login', 'intercept', 'status', 'error'] as const;
export type Previewed = (typeof previewed)[number];

/** One of them as a zone has it; `styleHash` is for a `style-src`. */
export type Previews = (
  zone: ZoneName,
  language: Language,
  page: Previewed,
) => { readonly html: string; readonly styleHash: string };

export interface AdminOptions {
  readonly gate: Gate;
  readonly neighbours: Neighbours;
  readonly zones: readonly {
    readonly name: ZoneName;
    readonly title: string;
    readonly interface: string;
    readonly login: readonly string[];
  }[];
  /** What devices of a zone call themselves, where that is known. */
  readonly deviceNames: ReadonlyMap<ZoneName, DeviceNames>;
  readonly plans: Readonly<Record<PlanName, Plan>>;
  /** The login methods that zones offer. */
  readonly offered: ReadonlySet<string>;
  /** What vouchers of a plan are printed on; throws where they cannot be. */
  readonly sheet: (plan: string, paper: Paper) => (made: MadeVouchers) => string;
  /** The directory of what must outlive the daemon. */
  readonly state: string;
  readonly portalUrl: string;
  readonly firewall: string;
  /** What the file of the configuration in force says, without its secrets. */
  readonly configurationText: string;
  readonly rulesetText: () => string;
  readonly dhcpLines: string;
  readonly looks: Looks;
  readonly previews: Previews;
  /** Where operators open the console; ends with a slash. */
  readonly siteUrl: string;
  readonly doors: Doors;
  /** Why nobody could be let in, some seconds ago at most; undefined when everything was there that it takes. */
  readonly notReady: () => Promise<string | undefined>;
  readonly startedAt: number;
  /** Edits of the lists wait for each other, and so do backups and restores. */
  readonly edits: Serial<'lists' | 'backup'>;
  readonly audit: {
    readonly trail: AuditTrail;
    /** What was recorded before is nobody's business any more; epoch milliseconds. */
    readonly keptSince: () => number;
  };
  readonly happenings: Happenings;
  readonly activity: Activity;
  readonly events: { readonly journal: Journal; readonly webhooks: Webhooks };
  /** Files of the state directory that a backup holds beside the store. */
  readonly keptFiles: readonly string[];
  readonly log: Log;
  readonly random: RandomBytes;
}
