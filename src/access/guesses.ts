import { createHash } from 'node:crypto';
import type { Client } from '../client/client.js';
import type { Clock } from '../system/clock.js';
import { Latest } from '../system/latest.js';
import type { Log } from '../system/log.js';
import { RateLimiterMemory } from '../system/rate-limiter.js';
import { sparingly } from '../system/sparingly.js';
import { type Begun, type Patience, type TooMany, WrongGuesses } from './wrong-guesses.js';

/** Of one device, whatever it guesses at: 36 wrong guesses a day at most. */
const ofDevice: Patience = { free: 5, firstSeconds: 30, longestSeconds: 3600 };
/** In a zone in which many guess wrong. */
const ofDeviceInFlood: Patience = { ...ofDevice, free: 1 };
/** At one account by all devices that are strangers to it: more than one of them can spend in a day. */
const atAccount: Patience = { free: 50, firstSeconds: 60, longestSeconds: 3600 };
/** In a zone; more are a flood. */
const inZone = { points: 300, duration: 600 };
const mostAcquaintances = 10_000;

interface Guess {
  readonly client: Client;
  /** Whose secret is guessed at, where it is somebody's. */
  readonly account?: string | undefined;
}

/** `right` makes the device one that the account knows; `neither` tells nothing about a secret. */
export type Outcome = 'right' | 'wrong' | 'neither';

/** Counts wrong guesses at passwords and codes, and makes those wait who make them: see ADR 19. In memory only. */
export class Guesses {
  readonly #devices: WrongGuesses;
  readonly #accounts: WrongGuesses;
  readonly #zones = new RateLimiterMemory({ keyPrefix: '', ...inZone });
  /** Accounts with the devices that have logged in on them. */
  readonly #acquaintances = new Latest(mostAcquaintances);
  readonly #tellWaiting: (client: Client) => void;
  readonly #tellFlood: (client: Client) => void;

  constructor(log: Log, clock: Clock) {
    this.#devices = new WrongGuesses(clock);
    this.#accounts = new WrongGuesses(clock);
    const waiting = sparingly((fields) => log.warn(fields, 'a device must wait after wrong guesses'));
    const flood = sparingly((fields) => log.warn(fields, 'many wrong guesses in a zone'));
    this.#tellWaiting = ({ mac, zone }) => waiting({ mac, zone });
    this.#tellFlood = ({ zone }) => flood({ zone });
  }

  /** Asks what a guess comes to, unless too many were wrong before. */
  async attempt<T>(
    { client, account }: Guess,
    ask: () => Promise<T>,
    outcomeOf: (answer: T) => Outcome,
  ): Promise<T | TooMany> {
    const isFlood = await this.#isFlood(client);
    const device = this.#devices.begin(client.mac, isFlood ? ofDeviceInFlood : ofDevice);
    if (device.kind === 'too-many') {
      this.#tellWaiting(client);
      return device;
    }
    const key = account === undefined ? undefined : digestOf(account);
    const begun: Begun[] = [device];
    if (key !== undefined && !this.#acquaintances.has(`${key}/${client.mac}`)) {
      const stranger = this.#accounts.begin(key, atAccount);
      if (stranger.kind === 'too-many') {
        device.takeBack();
        return stranger;
      }
      begun.push(stranger);
    }

    let outcome: Outcome = 'neither'; // also where it could not be found out
    try {
      const answer = await ask();
      outcome = outcomeOf(answer);
      return answer;
    } finally {
      if (outcome === 'wrong') await this.#zones.penalty(client.zone);
      else for (const each of begun) each.takeBack();
      if (outcome === 'right' && key !== undefined) this.#acquaintances.add(`${key}/${client.mac}`);
    }
  }

  async #isFlood(client: Client): Promise<boolean> {
    const wrong = await this.#zones.get(client.zone);
    const isFlood = wrong !== null && wrong.msBeforeNext > 0 && wrong.consumedPoints >= inZone.points;
    if (isFlood) this.#tellFlood(client);
    return isFlood;
  }
}

/** Names are as long as a visitor likes; what is remembered of them is not. */
const digestOf = (account: string) => createHash('sha256').update(account).digest('base64url');
