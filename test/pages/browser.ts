import { type Browser, chromium } from 'playwright-core';
import { lackOf, testsUnless } from '../needing.js';

const executablePath = '/usr/bin/chromium';

const reason = lackOf('chromium');
export const hasBrowser = reason === undefined;
export const browserTest = testsUnless(reason);

/** A Chromium on this machine, for pages on loopback. */
export function openLocalBrowser(...args: readonly string[]): Promise<Browser> {
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', ...args] });
}
