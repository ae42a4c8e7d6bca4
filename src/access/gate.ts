import type { ZoneName } from '../client/zone-name.js';
import type { Store } from '../store/store.js';
import type { Clock } from '../system/clock.js';
import type { Log } from '../system/log.js';
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
  readonly clock: Clock;
  readonly log: Log;
}
