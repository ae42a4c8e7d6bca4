import type { Client } from '../client/client.js';
import type { ZoneName } from '../client/zone-name.js';
import type { Tell } from '../happenings/happenings.js';
import type { Plan } from '../plan/plan.js';
import type { AccountKey } from '../store/account.js';
import type { Store } from '../store/store.js';
import type { Clock } from '../system/clock.js';
import type { Log } from '../system/log.js';
import type { Serial } from '../system/serial.js';
import type { Enforcer } from './enforcer.js';
import type { UsageReader } from './usage.js';

/** What it takes to let somebody in or out. */
export interface Gate {
  readonly store: Store;
  readonly enforcer: Enforcer;
  readonly usage: UsageReader;
  readonly zones: readonly ZoneName[];
  /** Zones whose logins count in a zone beside its own; absent where none does. */
  readonly roam?: ReadonlyMap<ZoneName, readonly ZoneName[]>;
  /** Lets a device in that needs no page; absent where there is no such way in. */
  readonly greet?: (client: Client) => Promise<void> | undefined;
  /** What a login in a zone is worth, unless its method says otherwise. */
  readonly plans: ReadonlyMap<ZoneName, Plan>;
  readonly clock: Clock;
  /** What clocks on walls show, for days and opening hours; it may be set and jump. */
  readonly wallClock: Clock;
  /** Logins of one account, and logins and moves of one device, wait for each other. */
  readonly logins: Serial<AccountKey>;
  /** Tells what happens to whoever keeps a record of it. */
  readonly tell: Tell;
  readonly log: Log;
}
