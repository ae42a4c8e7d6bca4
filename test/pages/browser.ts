import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const executablePath = '/usr/bin/chromium';

/** Where there is none, tests of pages are skipped and say so. */
export const hasBrowser = existsSync(executablePath);

/** A Chromium on this machine, for pages on loopback. */
export function openLocalBrowser(...args: readonly string[]): Promise<Browser> {
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', ...args] });
}
