import { readFile } from 'node:fs/promises';
import { exit, OperatorError, reasonOf } from '../errors.js';
import { type EventType, eventTypes } from '../happenings/described.js';
import { Delivery, type DeliveryEffects, type Post } from './delivery.js';

/** A receiver as the configuration has it: with the secret, or the file that holds it. */
export interface WebhookSettings {
  readonly url: string;
  readonly secret?: string;
  readonly 'secret-file'?: string;
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

  /** Throws an OperatorError where a secret cannot be read. */
  async start(): Promise<void> {
    const entries = Object.entries(this.#settings);
    const secrets = await Promise.all(entries.map(([name, settings]) => secretOf(name, settings)));
    this.#deliveries = new Map(
      entries.map(([name, { url, events = eventTypes }], at) => {
        const webhook = { name, url, secret: secrets[at] ?? '', types: new Set(events) };
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

async function secretOf(name: string, { secret, 'secret-file': path }: WebhookSettings): Promise<string> {
  if (path === undefined) return secret ?? '';
  const found = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new OperatorError(
      `webhooks.${name}.secret-file cannot be read: ${reasonOf(cause)}`,
      exit.configuration,
      {
        cause,
      },
    );
  });
  if (found.trim().length >= leastSecret) return found.trim();
  throw new OperatorError(
    `webhooks.${name}.secret-file: ${path} holds fewer than ${leastSecret} characters`,
    exit.configuration,
  );
}

/** Fewer characters could be guessed from one signature. */
export const leastSecret = 16;
