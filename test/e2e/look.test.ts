import { projectPath } from '../project.js';
import { portalUrl, siteUrl } from './addresses.js';
import { openBrowser } from './browser.js';
import { gatewayTests } from './gateway-tests.js';

const test = gatewayTests(['chromium'], {
  zoneKeys: {
    guest: {
      name: 'Hotel Example with a rather long Name',
      logo: projectPath('test/e2e/logo.svg'),
      colours: {
        light: { accent: '#7a1f3d' },
        dark: { accent: '#f2a3bd', 'on-accent': '#3a0d1e' },
      },
    },
  },
});

const tooWide = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
const buttonColour = 'getComputedStyle(document.querySelector("a.button")).backgroundColor';
const logoWidth = 'document.querySelector("main img").naturalWidth';

for (const { width, colour, ...wishes } of [
  { width: 360, colorScheme: 'light', locale: 'en', colour: 'rgb(122, 31, 61)' },
  { width: 360, colorScheme: 'dark', locale: 'de', colour: 'rgb(242, 163, 189)' },
  { width: 1280, colorScheme: 'light', locale: 'de', colour: 'rgb(122, 31, 61)' },
  { width: 1280, colorScheme: 'dark', locale: 'en', colour: 'rgb(242, 163, 189)' },
] as const)
  test(`each page fits ${width} px, ${wishes.colorScheme}, ${wishes.locale}, with the zone’s logo and colours, and without JavaScript`, async (t, hotspot) => {
    const browser = await openBrowser(await hotspot.addPhone(), hotspot.directory);
    t.teardown(() => browser.close());
    const viewport = { width, height: 800 };
    const page = await browser.newPage({ ...wishes, viewport, javaScriptEnabled: false });
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    const looksRight = async () => {
      await page.waitForLoadState('load'); // with the logo
      t.is(await page.evaluate(tooWide), 0);
      t.true(Number(await page.evaluate(logoWidth)) > 0);
    };

    await page.goto(siteUrl, { waitUntil: 'commit' });
    await page.locator('summary').click();
    await looksRight();
    await page.locator('#move-code').fill('CCCC-CCCC');
    await page.locator('details button').click();
    await page.getByRole('alert').waitFor();
    await looksRight();
    await page.locator('form[action="/login"] button').click();
    await page.locator('form[action="/code"] button').click();
    await page.locator('.code').waitFor();
    await looksRight();
    await page.goto(`${portalUrl}status?url=${encodeURIComponent(siteUrl)}`);
    t.is(await page.evaluate(buttonColour), colour);
    await page.goto(`${portalUrl}nowhere`);
    await looksRight();
    t.deepEqual(
      complaints.filter((text) => !/status of [45]\d\d/.test(text)),
      [],
    );
  });
