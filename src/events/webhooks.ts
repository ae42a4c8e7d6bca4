import { type EventType, eventTypes } from '../happenings/described.js';
import { Delivery, type DeliveryEffects, type Post } from './delivery.js';

/** A receiver as the configuration has it. */
export interface WebhookSettings {
  readonly url: string;
  readonly secret: string;
  readonly events?: readonly EventType[];
}

const answerLimitMs = 10_000;

export const fetchPost: Post = async (url, headers, body, signal) => {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(answerLimitMs)]);
  const response = await fetch(url, { method: 'POST', headers, body, signal: limit, redirect: 'manual' });
  await response.body?.cancel();
  return response.status;
};

/** The receivers of a configuration. */
export class Webhooks {
  readonly #settings: Readonly<Record<string, WebhookSettings>>;
  readonly #effects: DeliveryEffects;
  #deliveries = new Map<string, Delivery>();

  constructor(settings: Readonly<Record<string, WebhookSettings>>, effects: DeliveryEffects) {
    this.#settings = settings;
    this.#effects = effects;
  }

  start(): void {
    this.#deliveries = new Map(
      Object.entries(this.#settings).map(([name, { url, secret, events = eventTypes }]) => {
        const webhook = { name, url, secret, types: new Set(events) };
        return [name, new Delivery(webhook, this.#effects)];
      }),
    );
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#deliveries.values()].map((delivery) => delivery.stop()));
    this.#deliveries.clear();
  }

  get names(): readonly string[] {
    return Object.keys(this.#settings);
  }

  /** Tells a receiver again of everything since then; gives how many events are looked through, undefined for no such receiver. */
  replay(name: string, since: number): number | undefined {
    return this.#deliveries.get(name)?.replay(since);
  }
}
