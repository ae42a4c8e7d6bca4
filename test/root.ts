import { testsUnless } from './needing.js';

/** A test that only root can run. */
export const rootTest = testsUnless(process.getuid?.() === 0 ? undefined : 'needs root');
