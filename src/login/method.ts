import type { Client } from '../client/client.js';
import type { Plan } from '../plan/plan.js';

/** "No" is a value. A method throws only when it could not find out. */
export type Verdict =
  | {
      readonly kind: 'accept';
      readonly user?: string;
      /** Where it is not the zone's. */
      readonly plan?: Plan;
    }
  | { readonly kind: 'reject'; readonly reason: string };

/** One way in. `form` is what the visitor's form sent, already known to come from our own page. */
export interface LoginMethod {
  readonly name: string;
  /** Whether a visitor who is online may begin his time anew by himself: `can-extend-session` of RFC 8908 §5. */
  readonly canExtend: boolean;
  login(client: Client, form: URLSearchParams): Promise<Verdict>;
}
