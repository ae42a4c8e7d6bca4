import test from 'ava';
import { type ViewData, type ViewName, Views } from '../../src/http/views.js';
import type { Language } from '../../src/languages/language.js';
import { languages } from '../../src/languages/languages.js';
import { samplesWith } from '../../src/method-samples.js';
import { methods } from '../../src/methods.js';
import { silentLog } from '../../src/system/log.js';

/** Rendered pages without their style, which has braces of its own. */
function render(views: Views, view: ViewName, language: Language): string[] {
  const samples = samplesWith(methods)(language)[view] ?? [];
  return samples.map((data) =>
    views.render(view, language, data as never).replace(/<style>.*<\/style>/s, ''),
  );
}

const views = Object.keys(samplesWith(methods)(languages[0])) as ViewName[];

for (const language of languages)
  for (const view of views)
    test(`the view ${view} is whole in language ${language.tag}`, (t) => {
      for (const html of render(new Views({ name: 'Café Test' }, silentLog), view, language)) {
        t.true(html.includes(`<html lang="${language.tag}" dir="${language.direction}">`));
        t.regex(html, /<title>[^<]+<\/title>.*<h1>[^<]+<\/h1>/s);
        t.notRegex(html, /[{}]|undefined|\[object/);
      }
    });

test('a view that asks for what nobody gives is an error, not a gap', (t) => {
  const views = new Views({ name: 'Café Test' }, silentLog);
  t.throws(() => views.render('error', languages[0], {} as ViewData['error']));
});

test('the network’s name and every other value is escaped', (t) => {
  const views = new Views({ name: '<b>"Café" & Co</b>' }, silentLog);
  const html = views.render('intercept', languages[0], { loginUrl: 'http://login.test/', notice: undefined });
  t.true(html.includes('<bdi>&lt;b&gt;&quot;Café&quot; &amp; Co&lt;/b&gt;</bdi>'));
  t.notRegex(html, /<b>/);
});
