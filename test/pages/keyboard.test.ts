import test from 'ava';
import type { Browser, Page } from 'playwright-core';
import { phone } from '../clients.js';
import { openHotspot } from '../hotspot/hotspot.js';
import { openDesk } from '../login/voucher/desk.js';
import { lackOfBrowser, openLocalBrowser } from './browser.js';
import { browserTest } from './browser-test.js';

let browser: Browser;
test.before(async () => {
  if (lackOfBrowser === undefined) browser = await openLocalBrowser();
});
test.after.always(() => browser?.close());

/** What has the focus: its text or its label, and whether a visitor sees that it has it. */
const focused = `(() => {
  const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
  const { labels, textContent } = document.activeElement;
  const seen = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 ? '' : 'unseen ';
  return seen + (labels?.[0] ?? { textContent }).textContent.trim().split('\\n')[0];
})()`;

async function tab(page: Page): Promise<unknown> {
  await page.keyboard.press('Tab');
  return page.evaluate(focused);
}

browserTest('a visitor with only a keyboard reads the terms, logs in, and logs out again', async (t) => {
  const hotspot = await openHotspot(t);
  const page = await browser.newPage();
  await page.goto(hotspot.portalUrl);
  t.is(await tab(page), 'Terms of use');
  t.is(await tab(page), 'Accept and go online');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'You are online' }).waitFor();
  t.is(hotspot.gate.store.authorisation(phone)?.ending, undefined);
  t.is(await tab(page), 'Extend the session');
  t.is(await tab(page), 'Move to another device');
  t.is(await tab(page), 'Log out');
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText('You have logged out.').waitFor();
  t.is(hotspot.gate.store.authorisation(phone)?.ending?.terminateCause, 'User-Request');
  await page.close();
});

browserTest('a wrong code is announced, and told by the field that it is about', async (t) => {
  const hotspot = await openHotspot(t);
  const page = await browser.newPage();
  await page.goto(hotspot.portalUrl);
  for (const each of ['Terms of use', 'Accept and go online', 'Continue a session with a code'])
    t.is(await tab(page), each);
  await page.keyboard.press('Enter');
  t.is(await tab(page), 'Code');
  await page.keyboard.type('CCCC-CCCC');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('This code is not right, or no longer valid.').waitFor();
  const field = page.getByLabel('Code', { exact: true });
  t.is(await field.getAttribute('aria-invalid'), 'true');
  t.is(
    await page.locator(`#${await field.getAttribute('aria-describedby')}`).textContent(),
    'This code is not right, or no longer valid.',
  );
  await page.close();
});

browserTest(
  'a voucher code that is wrong is told by its field, which keeps it; the right one lets the visitor in',
  async (t) => {
    const desk = await openDesk(t);
    const page = await browser.newPage();
    await page.goto(desk.hotspot.portalUrl);
    t.is(await tab(page), 'Terms of use');
    t.is(await tab(page), 'Voucher code');
    await page.keyboard.type('bcd fghj klm');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    const field = page.getByLabel('Voucher code');
    t.is(await field.getAttribute('aria-invalid'), 'true');
    t.is(await field.inputValue(), 'bcd fghj klm');
    const told = (await field.getAttribute('aria-describedby'))?.split(' ') ?? [];
    t.true(told.includes((await page.getByRole('alert').getAttribute('id')) ?? ''));
    await field.focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.type(await desk.oneCode());
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'You are online' }).waitFor();
    await page.close();
  },
);
