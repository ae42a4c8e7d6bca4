import type { Happenings } from '../happenings/happenings.js';
import type { Clock } from '../system/clock.js';
import { type Throughput, Throughputs } from './throughput.js';
import type { Traffic } from './traffic.js';

export const stepSeconds = 300;
const stepMs = stepSeconds * 1000;
const stepsADay = 86_400 / stepSeconds;

/** What a zone did in one step of the day. */
interface Step {
  /** The most devices that were let through at a reading; undefined where there was none. */
  online: number | undefined;
  inputBytes: number;
  outputBytes: number;
  readonly logins: Map<string, number>;
}

/** The last day of a zone, step by step; null where the daemon did not run. Input comes from the devices. */
interface ZoneActivity {
  /** As of the last seconds; undefined while that is not known. */
  readonly now: Throughput | undefined;
  readonly online: readonly (number | null)[];
  readonly inputBitsPerSecond: readonly (number | null)[];
  readonly outputBitsPerSecond: readonly (number | null)[];
  readonly logins: readonly number[];
  readonly loginsByMethod: ReadonlyMap<string, number>;
}

/** What went on in the last day, in memory: it begins anew with the daemon, but for logins that it is reminded of. */
export class Activity {
  readonly #clock: Clock;
  readonly #startedAt: number;
  readonly #throughputs: Throughputs;
  /** By the number of the step, then by zone. */
  readonly #steps = new Map<number, Map<string, Step>>();

  constructor(happenings: Happenings, traffic: Traffic, clock: Clock) {
    this.#clock = clock;
    this.#startedAt = clock();
    this.#throughputs = new Throughputs(clock);
    const count = ({ zone, method }: { readonly zone: string; readonly method: string }) =>
      this.countLogin(zone, method, clock());
    happenings.on('session-started', ({ session }) => count(session));
    happenings.on('session-extended', ({ session }) => count(session));
    traffic.on({
      passed: (zone, used) => {
        this.#throughputs.add(zone, used);
        const step = this.#stepAt(clock(), zone);
        step.inputBytes += used.inputBytes;
        step.outputBytes += used.outputBytes;
      },
      read: (online) => {
        this.#throughputs.read();
        for (const [zone, count] of online) {
          const step = this.#stepAt(clock(), zone);
          step.online = Math.max(step.online ?? 0, count);
        }
      },
    });
  }

  /** Counts a login, which may be of the past; epoch milliseconds. */
  countLogin(zone: string, method: string, at: number): void {
    const { logins } = this.#stepAt(at, zone);
    logins.set(method, (logins.get(method) ?? 0) + 1);
  }

  /** When the first of the steps begins, epoch milliseconds. */
  get startsAt(): number {
    return this.#firstStep * stepMs;
  }

  get #firstStep(): number {
    return Math.floor(this.#clock() / stepMs) - stepsADay + 1;
  }

  of(zone: string): ZoneActivity {
    const first = this.#firstStep;
    const numbers = Array.from({ length: stepsADay }, (_, place) => first + place);
    const steps = numbers.map((number) => this.#steps.get(number)?.get(zone));
    const seconds = numbers.map((number) => this.#secondsIn(number));
    const known = (value: (step: Step | undefined) => number) =>
      steps.map((step, place) => ((seconds[place] ?? 0) > 0 ? value(step) : null));
    const rate = (bytes: 'inputBytes' | 'outputBytes') =>
      steps.map((step, place) => bitsPerSecond(step?.[bytes] ?? 0, seconds[place] ?? 0));
    const loginsByMethod = new Map<string, number>();
    for (const step of steps)
      for (const [method, count] of step?.logins ?? [])
        loginsByMethod.set(method, (loginsByMethod.get(method) ?? 0) + count);
    return {
      now: this.#throughputs.of(zone),
      online: known((step) => step?.online ?? 0),
      inputBitsPerSecond: rate('inputBytes'),
      outputBitsPerSecond: rate('outputBytes'),
      logins: steps.map((step) => sumOf(step?.logins.values() ?? [])),
      loginsByMethod,
    };
  }

  /** How much of a step has gone by while the daemon ran. */
  #secondsIn(number: number): number {
    const from = Math.max(number * stepMs, this.#startedAt);
    const to = Math.min((number + 1) * stepMs, this.#clock());
    return (to - from) / 1000;
  }

  #stepAt(at: number, zone: string): Step {
    const number = Math.floor(at / stepMs);
    const zones = this.#steps.get(number) ?? new Map<string, Step>();
    if (!this.#steps.has(number)) {
      this.#steps.set(number, zones);
      for (const old of this.#steps.keys()) if (old < this.#firstStep) this.#steps.delete(old);
    }
    const step = zones.get(zone) ?? { online: undefined, inputBytes: 0, outputBytes: 0, logins: new Map() };
    zones.set(zone, step);
    return step;
  }
}

/** A reading may cover some seconds of the step before: of a step that has just begun nothing can be said. */
const leastSeconds = 30;

const bitsPerSecond = (bytes: number, seconds: number) =>
  seconds < leastSeconds ? null : Math.round((8 * bytes) / seconds);

const sumOf = (counts: Iterable<number>) => [...counts].reduce((sum, count) => sum + count, 0);
