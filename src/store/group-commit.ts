import { PortalError } from '../errors.js';
import { Batches } from '../system/batches.js';
import { type Contents, Draft } from './contents.js';

/** Makes the draft durable; rejects when it could not, and then the contents without it are still what is kept. */
export type Persist = (draft: Draft) => Promise<void>;

interface Operation {
  readonly apply: (draft: Draft) => void;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Changes that arrive while a write is under way share the next one. Nobody is told "done" before the write that holds
 * his change is complete, and nobody reads what is not yet durable. What a change throws concerns nobody else.
 */
export class GroupCommit {
  readonly contents: Contents;
  readonly #persist: Persist;
  readonly #committedDraft: (draft: Draft) => void;
  readonly #operations = new Batches<Operation>((group) => this.#write(group));
  #isClosed = false;

  constructor(contents: Contents, persist: Persist, onCommit: (draft: Draft) => void) {
    this.contents = contents;
    this.#persist = persist;
    this.#committedDraft = onCommit;
  }

  commit<T>(change: (draft: Draft) => T): Promise<T> {
    if (this.#isClosed)
      return Promise.reject(new PortalError('shutting-down', { detail: 'the store is closed' }));
    return new Promise<T>((resolve, reject) => {
      let result: T;
      this.#operations.add({
        apply: (draft) => {
          result = change(draft);
        },
        done: () => resolve(result),
        failed: reject,
      });
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#operations.idle();
  }

  async #write(group: readonly Operation[]): Promise<void> {
    const { draft, made } = this.#make(group);
    try {
      if (draft.isChanged) await this.#persist(draft);
    } catch (error) {
      for (const operation of made) operation.failed(error);
      return;
    }
    draft.settle();
    for (const operation of made) operation.done();
    this.#committedDraft(draft);
  }

  /** A draft with every change that can be made; one that throws may have left half of itself, so the others are made anew. */
  #make(group: readonly Operation[]): { draft: Draft; made: readonly Operation[] } {
    const draft = new Draft(this.contents);
    for (const operation of group)
      try {
        operation.apply(draft);
      } catch (error) {
        operation.failed(error);
        return this.#make(group.filter((other) => other !== operation));
      }
    return { draft, made: group };
  }
}
