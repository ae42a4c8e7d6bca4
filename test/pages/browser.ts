import { type Browser, chromium } from 'playwright-core';
import { lackOf } from '../lack.js';

const executablePath = '/usr/bin/chromium';

export const lackOfBrowser = lackOf('chromium');

/** A Chromium on this machine, for pages on loopback. */
export function openLocalBrowser(...args: readonly string[]): Promise<Browser> {
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', ...args] });
}
