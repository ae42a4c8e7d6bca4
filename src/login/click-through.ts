import type { LoginMethod } from './method.js';

export interface ClickThroughOptions {
  readonly durationSeconds: number;
  readonly idleSeconds?: number;
}

/** Whoever accepts the terms gets in. */
export function clickThrough({ durationSeconds, idleSeconds }: ClickThroughOptions): LoginMethod {
  const limits = idleSeconds === undefined ? {} : { idleSeconds };
  return {
    name: 'click-through',
    canExtend: true,
    login: async () => ({ kind: 'accept', durationSeconds, limits }),
  };
}
