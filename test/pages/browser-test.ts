import { testsUnless } from '../needing.js';
import { lackOfBrowser } from './browser.js';

/** A test of pages in a real browser. */
export const browserTest = testsUnless(lackOfBrowser);
