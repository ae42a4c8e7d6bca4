import test from 'ava';
import { type ViewData, type ViewName, Views } from '../../src/http/views.js';
import { languages } from '../../src/languages/languages.js';

const original = { url: 'http://www.example.test/', host: 'www.example.test' };
const session = {
  since: { iso: '2030-05-17T12:00:00.000Z', text: 'today' },
  ...{ timeLeft: '1 hour', received: '1 MB', sent: '1 kB', canExtend: true },
};
const device = { name: 'Annas-Phone', isPrivate: true };
const oldDevice = { name: '00:00:5e:00:53:01', isPrivate: false };
const code = { text: 'CDFH-JKMN', lasts: '9 minutes' };
const problem = { title: 'A title', text: 'A text.' };
const error = { problem, status: 503, reference: '01234567' };

/** Each view with everything that it can show, and with nothing that it can do without. */
const shapes: { readonly [Name in ViewName]: readonly ViewData[Name][] } = {
  intercept: [{ loginUrl: 'http://login.test/' }],
  'login/click-through': [
    {
      terms: ['One.', 'Two.'],
      duration: '8 hours',
      device,
      token: 'token',
      notice: 'You left.',
      isMoving: true,
      original,
    },
    {
      terms: [],
      duration: '8 hours',
      device: oldDevice,
      token: 'token',
      notice: undefined,
      isMoving: false,
      original: undefined,
    },
  ],
  status: [
    { session, device, code, token: 'token', original },
    {
      session: { ...session, canExtend: false },
      device,
      code: undefined,
      token: 'token',
      original: undefined,
    },
    { session: undefined, device: oldDevice, code: undefined, token: 'token', original: undefined },
  ],
  error: [
    { ...error, prospect: 'It will pass.', retry: { content: '5' }, loginUrl: 'http://login.test/' },
    { ...error, prospect: undefined, retry: undefined, loginUrl: undefined },
  ],
};

/** Rendered pages without their style, which has braces of its own. */
function render<Name extends ViewName>(views: Views, view: Name, language: (typeof languages)[0]): string[] {
  return shapes[view].map((data) => views.render(view, language, data).replace(/<style>.*<\/style>/s, ''));
}

for (const language of languages)
  for (const view of Object.keys(shapes) as ViewName[])
    test(`the view ${view} is whole in language ${language.tag}`, (t) => {
      for (const html of render(new Views('Café Test'), view, language)) {
        t.true(html.includes(`<html lang="${language.tag}">`));
        t.regex(html, /<title>[^<]+<\/title>.*<h1>[^<]+<\/h1>/s);
        t.notRegex(html, /[{}]|undefined|\[object/);
      }
    });

test('a view that asks for what nobody gives is an error, not a gap', (t) => {
  const views = new Views('Café Test');
  t.throws(() => views.render('error', languages[0], {} as ViewData['error']));
});

test('the network’s name and every other value is escaped', (t) => {
  const views = new Views('<b>"Café" & Co</b>');
  const html = views.render('intercept', languages[0], { loginUrl: 'http://login.test/' });
  t.true(html.includes('<span>&lt;b&gt;&quot;Café&quot; &amp; Co&lt;/b&gt;</span>'));
  t.notRegex(html, /<b>/);
});
