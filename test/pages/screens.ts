/** `npm run screens`: what every page looks like, in docs/screens/; those of the console as root only. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { languages } from '../../src/languages/languages.js';
import { projectPath } from '../project.js';
import { openLocalBrowser } from './browser.js';
import { photographConsole } from './console-screens.js';
import { exhibitsIn, openGallery } from './gallery.js';
import { smallPng } from './small-png.js';

/** All pages in the first language; in others those where they differ most. */
const others = {
  de: ['login-click-through', 'status'],
  ar: ['login-click-through', 'login-faults', 'status'],
};
const widths = [360, 1280];

const directory = projectPath('docs/screens');
const save = (name: string, picture: Buffer) => writeFile(`${directory}/${name}.png`, smallPng(picture));
await rm(directory, { recursive: true, force: true });
await mkdir(directory, { recursive: true });
const browser = await openLocalBrowser();
for (const [number, language] of languages.entries()) {
  const wanted = number === 0 ? undefined : (others[language.tag as keyof typeof others] ?? []);
  const exhibits = exhibitsIn(language).filter(({ name }) => wanted?.includes(name) ?? true);
  const gallery = await openGallery(exhibits);
  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of widths) {
      const page = await browser.newPage({ viewport: { width, height: 640 }, colorScheme });
      for (const { name } of exhibits) {
        await page.goto(`${gallery.url}${name}`);
        await save(
          `${language.tag}-${name}-${width}-${colorScheme}`,
          await page.screenshot({ fullPage: true }),
        );
      }
      await page.close();
    }
  gallery.close();
}
await browser.close();
if (process.getuid?.() === 0) await photographConsole(save);
