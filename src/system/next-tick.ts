import { executionAsyncResource } from 'node:async_hooks';

const kept: object[] = [];

/**
 * Keeps `process.nextTick` fast, of which each answer has several. V8 knows the objects that Node makes there by their
 * shape, holds that weakly, and goes the slow way for good once a full collection has met none of them (bench/README.md).
 * So one of them is kept. For the start of a process.
 */
export function keepTicksFast(): void {
  process.nextTick(() => kept.push(executionAsyncResource()));
}
