import { createRequire } from 'node:module';
import type * as flexible from 'rate-limiter-flexible';

const path = 'rate-limiter-flexible/lib/RateLimiterMemory.js';

/** Without the package's index, which loads the drivers of a dozen databases. */
export const RateLimiterMemory: typeof flexible.RateLimiterMemory = createRequire(import.meta.url)(path);
export type RateLimiterMemory = flexible.RateLimiterMemory;
