import type { z } from 'zod';
import type { Standing } from '../access/decide.js';
import type { Gate } from '../access/gate.js';
import type { Client } from '../client/client.js';
import type { IpAddress } from '../client/ip-address.js';
import type { ZoneName } from '../client/zone-name.js';
import type { MethodSection, SettingsFields } from '../config/method-section.js';
import type { Pass } from '../firewall/passes.js';
import type { LookUp } from '../garden/dns-look-up.js';
import type { Language } from '../languages/language.js';
import type { LanguageTag } from '../look/language-tag.js';
import type { Refusal } from '../plan/limits.js';
import type { Plan, PlanName } from '../plan/plan.js';
import type { Clock } from '../system/clock.js';
import type { Log } from '../system/log.js';
import type { RandomBytes } from '../system/random.js';
import type { PasswordHashes } from './password/password-hashes.js';

/** A visitor before a page. */
export interface Visit {
  readonly client: Client;
  readonly language: Language;
  readonly userAgent: string;
}

/** `form` is what the visitor's form sent, already known to come from our own page. */
export interface Attempt extends Visit {
  readonly form: URLSearchParams;
}

/** `form` is there after a POST only, and known as that of an `Attempt` is. */
export interface StepVisit extends Visit {
  readonly standing: Standing;
  readonly query: URLSearchParams;
  readonly form?: URLSearchParams;
}

/** What every verdict may say. */
interface Heard {
  /** The page that the visitor wanted, where the method kept it while he was elsewhere. */
  readonly wanted?: string | undefined;
}

interface Accept extends Heard {
  readonly kind: 'accept';
  readonly user?: string;
  /** Where it is not the zone's. */
  readonly plan?: Plan;
  /** Instead of the plan's duration. */
  readonly lastsSeconds?: number;
  /** No session of it lasts longer; epoch milliseconds of the gate's clock. */
  readonly notAfter?: number;
  /** What the method wants to find again in the authorisation. */
  readonly notes?: Readonly<Record<string, string>>;
}

export interface Reject extends Heard {
  readonly kind: 'reject';
  /** In the visitor's language. */
  readonly reason: string;
  /** The form's field that is at fault. */
  readonly field?: string;
  /** Whether it was a wrong guess, of which there may be only so many. */
  readonly isWrong?: true;
  /** Where it was only too often: when he may try again. */
  readonly retryAfterSeconds?: number;
}

/** "No" is a value. A method throws a PortalError only when it could not find out. */
export type Verdict = Accept | Reject;

/** A page of the method's own: the view `login/…`, with its texts as `way.t`. */
export interface Page {
  readonly kind: 'page';
  readonly view: `login/${string}`;
  readonly data: object;
  readonly status?: number;
  /** As of a `Reject`. */
  readonly isWrong?: true;
}

/** The way goes on elsewhere, at a path of ours or another site's URL. */
interface Go {
  readonly kind: 'go';
  readonly location: string;
}

export type Answer = Verdict | Page | Go;

/** `GET` or `POST /login/<method>/<step>`. */
type Step = (visit: StepVisit) => Promise<Answer>;

/** One way in, as a zone offers it. */
export interface LoginMethod {
  readonly name: string;
  /** Whether a visitor who is online may begin his time anew by logging in so once more, without being asked anything. */
  readonly canExtend: boolean;
  /** Fields that a link to the login page may fill in, by its query: such a page is logged and linked to nowhere. */
  readonly filledByLink?: readonly string[];
  /** Whether a device whom its zone's plan refuses so gets in by it neither; absent: it may grant another plan, or ask who. */
  isRefusedWith?(refusal: Refusal): boolean;
  /** What `views/login/<name>.njk` finds as `way`; undefined where it has no part of the login page. */
  form(visit: Visit): object | undefined;
  /** `POST /login`. */
  login(attempt: Attempt): Promise<Answer>;
  /** Whose secret a form guesses at, so that guesses can be counted; undefined where it will be asked about nobody's. */
  accountOf?(form: URLSearchParams): string | undefined;
  readonly steps?: Readonly<Record<string, Step>>;
  /** Those that the status page of who came in by it leads to. */
  statusSteps?(language: Language): readonly { readonly step: string; readonly title: string }[];
}

/** A method at work for all zones. */
export interface RunningMethod {
  method(zone: ZoneName): LoginMethod;
  /** Begins what it does by itself; may be called again after `stop`. */
  start?(): Promise<void>;
  stop?(): Promise<void>;
  /** A device has turned up in a zone that offers the method, and may be let in without a page; called at each request. */
  greet?: ((client: Client) => Promise<void>) | undefined;
}

/** How single devices come to reach something before their login. */
export interface Reach {
  readonly letReach: (passes: readonly Pass[]) => Promise<void>;
  readonly lookUp: LookUp;
}

export interface MethodEffects {
  readonly gate: Gate;
  readonly plans: Readonly<Record<PlanName, Plan>>;
  /** The login server's own URL, which ends with a slash. */
  readonly portalUrl: string;
  /** The directory of what must outlive the daemon. */
  readonly state: string;
  /** A device's addresses of this moment. */
  readonly addressesOf: (client: Client) => readonly IpAddress[];
  /** Absent where there is no firewall. */
  readonly reach?: Reach;
  /** One for the whole process: see `PasswordHashes`. */
  readonly hashes: PasswordHashes;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly log: Log;
}

/** The texts of a method's templates, which find them as `way.t`. */
type MethodTexts = Readonly<Record<LanguageTag, object>>;

/** A method of a zone, with what its pages need. */
export interface Way {
  readonly method: LoginMethod;
  readonly texts: MethodTexts;
}

/** What registers a method: see `src/methods.ts`. */
export interface MethodKind<Settings = unknown> extends MethodSection {
  /** The section of the configuration under its name; absent where it has none. */
  settings?(fields: SettingsFields): z.ZodType<Settings>;
  readonly texts: MethodTexts;
  /** What its part of the login page may be made of, beside its texts: an operator's own templates are tried with it. */
  readonly samples: readonly object[];
  /** The same of its own pages. */
  readonly pageSamples?: Readonly<Record<`login/${string}`, readonly object[]>>;
  open(settings: Settings, effects: MethodEffects): RunningMethod;
}
