import type { LoginMethod } from './method.js';

/** Whoever accepts the terms gets in. */
export function clickThrough(): LoginMethod {
  return {
    name: 'click-through',
    canExtend: true,
    login: async () => ({ kind: 'accept' }),
  };
}
