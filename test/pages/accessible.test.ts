import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import test from 'ava';
import type { Browser, Page } from 'playwright-core';
import { languages } from '../../src/languages/languages.js';
import { lackOfBrowser, openLocalBrowser } from './browser.js';
import { browserTest } from './browser-test.js';
import { exhibitsIn, openGallery } from './gallery.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const schemes = ['light', 'dark'] as const;

/** Of axe's findings those that are faults, and contrasts that it could not tell. */
const findings = `axe.run(document, { resultTypes: ['violations', 'incomplete'] }).then(({ violations, incomplete }) =>
  [...violations, ...incomplete.filter(({ id }) => id === 'color-contrast')].flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => id + ': ' + html + ' ' + failureSummary)))`;

const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

/** Elements whose text is cut off, or runs out of them. */
const clipped = `[...document.querySelectorAll('body *')].filter((each) =>
  each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 0 && getComputedStyle(each).display !== 'inline')
  .map((each) => each.outerHTML.slice(0, 120))`;

/** Words of which one line has a part and the next one the rest. */
const brokenWords = `(() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const words = [];
  for (let text = texts.nextNode(); text; text = texts.nextNode())
    for (const { 0: word, index } of text.data.matchAll(/[^\\s-]+/g)) {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) words.push(word);
    }
  return words;
})()`;

/** What can be pressed and is smaller than 24 by 24 (WCAG 2.2, 2.5.8). */
const smallTargets = `[...document.querySelectorAll('a, button, summary, input:not([type=hidden]), select')]
  .map((each) => [each.getBoundingClientRect(), each.outerHTML.slice(0, 120)])
  .filter(([{ width, height }]) => width > 0 && (width < 24 || height < 24)).map(([, html]) => html)`;

/** Fields that do not say what browsers may fill in. */
const withoutAutocomplete = `[...document.querySelectorAll('input:not([type=hidden], [type=checkbox], [autocomplete])')]
  .map((each) => each.outerHTML.slice(0, 120))`;

/** WCAG 2.2, 1.4.12. */
const textSpacing = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-block-end: 2em !important; }`;

let browser: Browser;
test.before(async () => {
  if (lackOfBrowser === undefined) browser = await openLocalBrowser();
});
test.after.always(() => browser?.close());

browserTest('beside a logo each word of a long name stays whole at 320 px', async (t) => {
  const gallery = await openGallery(exhibitsIn(languages[0]));
  t.teardown(gallery.close);
  const page = await browser.newPage({ viewport: { width: 320, height: 640 } });
  t.teardown(() => page.close());
  await page.goto(`${gallery.url}login-click-through`);
  await page.evaluate("document.querySelector('.network bdi').textContent = 'Pension Sonnenschein am See'");
  t.deepEqual(await page.evaluate(brokenWords), []);
});

for (const language of languages) {
  const exhibits = exhibitsIn(language);

  browserTest(`axe finds nothing on any page in language ${language.tag}, light or dark`, async (t) => {
    await onEach(async (page, name) => {
      await page.evaluate(axe);
      for (const colorScheme of schemes) {
        await page.emulateMedia({ colorScheme });
        t.deepEqual(await page.evaluate(findings), [], `${name}, ${colorScheme}`);
      }
    });
  });

  browserTest(
    `each page in language ${language.tag} can be read and pressed at 320 px, at 200 % and with wide text`,
    async (t) => {
      await onEach(async (page, name) => {
        await page.setViewportSize({ width: 320, height: 640 });
        t.is(await page.evaluate(overflow), 0, `${name} at 320 px`);
        t.deepEqual(await page.evaluate(brokenWords), [], `${name} at 320 px`);
        t.deepEqual(await page.evaluate(smallTargets), [], `${name}: small targets`);
        t.deepEqual(await page.evaluate(withoutAutocomplete), [], `${name}: without autocomplete`);
        await page.addStyleTag({ content: textSpacing });
        t.is(await page.evaluate(overflow), 0, `${name} with wide text`);
        t.deepEqual(await page.evaluate(clipped), [], `${name} with wide text`);
        await page.setViewportSize({ width: 640, height: 640 });
        await page.addStyleTag({ content: 'html { font-size: 200%; }' });
        t.is(await page.evaluate(overflow), 0, `${name} at 200 %`);
        t.deepEqual(await page.evaluate(clipped), [], `${name} at 200 %`);
      });
    },
  );

  test(`each page in language ${language.tag} is one answer of less than 30 kB`, (t) => {
    for (const { name, html } of exhibits) {
      t.true(Buffer.byteLength(html) < 30_000, `${name}: ${Buffer.byteLength(html)} bytes`);
      t.notRegex(html, /<script|<link|<iframe|@import|url\(/, name);
    }
  });

  async function onEach(look: (page: Page, name: string) => Promise<void>): Promise<void> {
    const gallery = await openGallery(exhibits);
    const context = await browser.newContext({ bypassCSP: true, locale: language.tag });
    try {
      const page = await context.newPage();
      for (const { name } of exhibits) {
        await page.goto(`${gallery.url}${name}`, { waitUntil: 'commit' });
        await page.waitForLoadState('domcontentloaded'); // a page that was only begun has no elements yet
        await page.setViewportSize({ width: 1280, height: 800 });
        await look(page, name);
      }
    } finally {
      await context.close();
      gallery.close();
    }
  }
}
