import { createHash } from 'node:crypto';
import type { Tell } from '../../happenings/happenings.js';
import type { Role } from '../../store/operator.js';
import type { Clock } from '../../system/clock.js';
import { present } from '../../system/present.js';
import type { RandomBytes } from '../../system/random.js';
import { type By, nameOf, toldOf } from './by.js';

const lifetimeMs = 10 * 60_000;

/** What a link is for: an operator of that role, by a name that is given, or chosen by whoever opens it. */
interface Invitation {
  readonly name?: string;
  readonly role: Role;
  readonly by: By;
}

/** Links by which somebody becomes an operator, or sets a new password: ten minutes, once. In memory only. */
export class Links {
  readonly #clock: Clock;
  readonly #random: RandomBytes;
  readonly #tell: Tell;
  readonly #links = new Map<string, Invitation & { readonly endsAt: number }>();

  constructor(clock: Clock, random: RandomBytes, tell: Tell) {
    this.#clock = clock;
    this.#random = random;
    this.#tell = tell;
  }

  issue(invitation: Invitation): { readonly code: string; readonly endsAt: number } {
    const now = this.#clock();
    for (const [key, { endsAt }] of this.#links) if (endsAt <= now) this.#links.delete(key);
    const code = this.#random(24).toString('base64url');
    const endsAt = now + lifetimeMs;
    this.#links.set(digest(code), { ...invitation, endsAt });
    const { name, role, by } = invitation;
    this.#tell('link-made', { ...present({ operator: name }), role, ...toldOf(by) });
    return { code, endsAt };
  }

  find(code: string): Invitation | undefined {
    const link = this.#links.get(digest(code));
    return link && this.#clock() < link.endsAt ? link : undefined;
  }

  /** Takes it, so that nobody else can; undefined where somebody has. */
  take(code: string): Invitation | undefined {
    const link = this.find(code);
    this.#links.delete(digest(code));
    return link;
  }

  /** Those for an operator, and those that he has made: what he was when they were made he may be no longer. */
  endAllOf(name: string): void {
    for (const [key, { name: isFor, by }] of this.#links)
      if (isFor === name || nameOf(by) === name) this.#links.delete(key);
  }

  endAll(): void {
    this.#links.clear();
  }
}

/** Looking up a digest takes as long whatever of the code is right. */
const digest = (code: string) => createHash('sha256').update(code).digest('base64url');
