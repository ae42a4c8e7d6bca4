import { setTimeout as pause } from 'node:timers/promises';
import { authorise } from '../../access/authorise.js';
import { decide } from '../../access/decide.js';
import type { Gate } from '../../access/gate.js';
import { type Client, type ClientKey, clientOf, keyOf } from '../../client/client.js';
import { PortalError, reasonOf } from '../../errors.js';
import type { Change, Unsubscribe } from '../../store/store.js';
import { present } from '../../system/present.js';
import { type Repetition, repeat } from '../../system/repeat.js';
import type { PasswordForm } from './access-request.js';
import type { Authentication } from './authentication.js';
import { notesOf, sessionIn } from './session-notes.js';

/** For how long a device that the server does not know is not asked about again. */
const refusedMs = 5 * 60_000;
/** The same where the server could not be asked. */
const unansweredMs = 60_000;
/** How long a page waits for the answer; the question goes on. */
const patienceMs = 1_000;
const lookPauseMs = 5_000;
const mostRemembered = 10_000;
const mostAtOnce = 32;

/** Lets devices in that the server knows by their MAC address, without a page. */
export class MacAuthentication {
  readonly #gate: Gate;
  readonly #authentication: Authentication;
  readonly #form: PasswordForm;
  /** Until when nobody asks again. */
  readonly #known = new Map<ClientKey, number>();
  #underWay = 0;
  #isStopped = false;
  #unsubscribe: Unsubscribe = () => undefined;
  #repetition: Repetition | undefined;

  constructor(gate: Gate, authentication: Authentication, form: PasswordForm) {
    this.#gate = gate;
    this.#authentication = authentication;
    this.#form = form;
  }

  start(): void {
    this.#isStopped = false;
    this.#unsubscribe = this.#gate.store.subscribe((change) => this.#hear(change));
    this.#repetition = repeat('look for new devices', lookPauseMs, () => this.#look(), this.#gate.log);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#unsubscribe();
    await this.#repetition?.stop();
  }

  /** Asks about a device that has turned up, unless that was done lately. */
  async greet(client: Client): Promise<void> {
    const isKnown = (this.#known.get(keyOf(client)) ?? 0) > this.#gate.clock();
    if (isKnown || this.#underWay >= mostAtOnce) return;
    const asking = this.#ask(client);
    const patience = new AbortController();
    const { signal } = patience;
    await Promise.race([asking, pause(patienceMs, undefined, { signal, ref: false }).catch(() => undefined)]);
    patience.abort();
  }

  /** Devices that send anything, be it no HTTP. */
  async #look(): Promise<void> {
    for (const key of (await this.#gate.usage.lastSeen()).keys()) {
      if (this.#isStopped) return;
      await this.#gate.greet?.(clientOf(key));
    }
  }

  /** A session whose time is over, and about which the server wants to be asked again (RFC 2865 §5.29). */
  #hear(change: Change): void {
    if (change.kind !== 'authorisation') return;
    const { method, notes, ending } = change.authorisation;
    if (method !== 'radius' || ending?.terminateCause !== 'Session-Timeout') return;
    if (sessionIn(notes)?.asksAgain) void this.greet(change.authorisation);
  }

  #isWanted(client: Client): boolean {
    const now = this.#gate.clock();
    const standing = decide(this.#gate.store, client, now);
    if (standing.state !== 'captive') return false;
    const { ending } = standing.ended ?? {};
    // Who has just logged out wants to be out.
    return ending?.terminateCause !== 'User-Request' || now - ending.at >= refusedMs;
  }

  /** Never rejects: nobody may be there to hear it. */
  async #ask({ mac, zone }: Client): Promise<void> {
    const client = { mac, zone };
    this.#underWay += 1;
    this.#remember(client, unansweredMs);
    try {
      if (!this.#isWanted(client)) {
        this.#known.delete(keyOf(client));
        return;
      }
      const name = mac.replaceAll(':', '');
      const credentials = {
        userName: name,
        password: name,
        form: this.#form,
        serviceType: 'Call-Check',
      } as const;
      const outcome = await this.#authentication.ask(client, credentials);
      if (outcome.kind !== 'accept') return this.#remember(client, refusedMs);
      const { plan, lastsSeconds, user, notes, asksAgain } = outcome;
      const refusal = await authorise(this.#gate, client, {
        method: 'radius',
        plan,
        ...present({ user, lastsSeconds }),
        notes: notesOf({ ...notes, ...(asksAgain ? { asksAgain } : {}) }),
      });
      if (!refusal) this.#known.delete(keyOf(client));
    } catch (error) {
      const code = error instanceof PortalError ? error.code : 'unexpected';
      this.#gate.log.warn({ mac, zone, code, reason: reasonOf(error) }, 'a device could not be asked about');
    } finally {
      this.#underWay -= 1;
    }
  }

  #remember(client: Client, forMs: number): void {
    const key = keyOf(client);
    this.#known.delete(key);
    const [oldest] = this.#known.keys();
    if (this.#known.size >= mostRemembered && oldest !== undefined) this.#known.delete(oldest);
    this.#known.set(key, this.#gate.clock() + forMs);
  }
}
