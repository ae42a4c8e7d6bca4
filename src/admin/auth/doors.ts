import type { Tell } from '../../happenings/happenings.js';
import type { PasswordHashes } from '../../login/password/password-hashes.js';
import type { Store } from '../../store/store.js';
import type { Clock } from '../../system/clock.js';
import type { Log } from '../../system/log.js';
import type { RandomBytes } from '../../system/random.js';
import { Links } from './links.js';
import { Operators } from './operators.js';
import { Sessions } from './sessions.js';
import { Throttle } from './throttle.js';
import { Tokens } from './tokens.js';

/** Whatever lets an operator in. It lives as long as the daemon: a reload of the configuration ends no session. */
export interface Doors {
  readonly operators: Operators;
  readonly sessions: Sessions;
  readonly tokens: Tokens;
  readonly links: Links;
  readonly throttle: Throttle;
  readonly hashes: PasswordHashes;
  /** Ends all sessions and links: whoever has been let in must show anew that he may. */
  closeAll(): void;
}

interface DoorsOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly wallClock: Clock;
  readonly random: RandomBytes;
  readonly hashes: PasswordHashes;
  readonly tell: Tell;
  readonly log: Log;
}

export function openDoors(options: DoorsOptions): Doors {
  const { clock, random, tell } = options;
  const sessions = new Sessions(clock, random);
  const links = new Links(clock, random, tell);
  return {
    sessions,
    operators: new Operators({ ...options, sessions, links }),
    tokens: new Tokens(options),
    links,
    throttle: new Throttle(clock),
    hashes: options.hashes,
    closeAll: () => {
      sessions.endAll();
      links.endAll();
    },
  };
}
