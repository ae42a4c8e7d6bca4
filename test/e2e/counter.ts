import type { ExecutionContext } from 'ava';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './browser.js';
import type { Hotspot } from './hotspot.js';

/** Where operators open the console, on the gateway. */
export const site = 'http://[::1]:8512/';
const password = 'correct horse battery';

/** A browser on the gateway itself; our pages must do without scripts. */
export async function atTheCounter(t: ExecutionContext, hotspot: Hotspot): Promise<Browser> {
  const browser = await openBrowser({ namespace: hotspot.gateway }, hotspot.directory);
  t.teardown(() => browser.close());
  return browser;
}

/** Opens a link, and chooses a name unless it is for one. */
export async function becomeOperator(browser: Browser, link: string, name?: string): Promise<Page> {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await page.goto(link);
  if (name !== undefined) await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.getByLabel('The same again').fill(password);
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('heading', { name: 'Now' }).waitFor();
  return page;
}

/** What a command or a page says. */
export const linkIn = (text: string) => /http\S+\/welcome\?code=\S+/.exec(text)?.[0] ?? '';
