import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { viewFaults } from '../../src/http/view-faults.js';
import { viewSamples } from '../../src/http/view-samples.js';
import { Views } from '../../src/http/views.js';
import { en } from '../../src/languages/en.js';
import { clickThrough } from '../../src/login/click-through/click-through.js';
import { samplesWith } from '../../src/method-samples.js';
import { recordedLog } from '../recorded-log.js';
import { temporaryDirectory } from '../temporary-directory.js';

/** Pages of a network whose operator has put these files beside ours. */
async function ownViews(t: ExecutionContext, files: Readonly<Record<string, string>>) {
  const directory = await temporaryDirectory(t);
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(directory, name)), { recursive: true });
    await writeFile(join(directory, name), content);
  }
  const log = recordedLog();
  return { views: new Views({ name: 'Own', directory }, log), log, directory };
}

const [intercept] = viewSamples.intercept;
const [login] = samplesWith([clickThrough])(en).login?.slice(-2) ?? [];
const [error] = viewSamples.error;

function sampleOf<T>(sample: T | undefined): T {
  if (sample === undefined) throw new Error('there is no sample');
  return sample;
}

test('a file of the operator’s takes the place of ours, one by one, and may build on ours', async (t) => {
  const { views, log } = await ownViews(t, {
    'error.njk': '{% extends "layout.njk" %}{% block main %}<h1>Oh! {{ problem.title }}</h1>{% endblock %}',
    'style.css': 'h1 { color: red }',
  });
  const html = views.render('error', en, sampleOf(error));
  t.regex(html, /<bdi>Own<\/bdi>.*<h1>Oh! A title<\/h1>/s);
  t.regex(html, /--paper: #f4f5f3.*h1 \{ color: red \}\n?<\/style>/s);
  t.regex(views.render('intercept', en, sampleOf(intercept)), /Open the sign-in page/);
  t.deepEqual(viewFaults(views), []);
  t.deepEqual(log.lines, []);
});

test('an own layout is that of our pages too', async (t) => {
  const { views } = await ownViews(t, {
    'layout.njk': '<title>{% block title %}{% endblock %}</title><b>mine</b>{% block main %}{% endblock %}',
  });
  t.regex(views.render('login', en, sampleOf(login)), /<b>mine<\/b>.*action="\/login"/s);
});

test('values are escaped in own templates too', async (t) => {
  const { views } = await ownViews(t, { 'error.njk': '<p title="{{ problem.title }}">{{ problem.text }}' });
  const problem = { title: '"><script>', text: '{{ 7*7 }}<b>' };
  const html = views.render('error', en, { ...sampleOf(error), problem });
  t.is(html, '<p title="&quot;&gt;&lt;script&gt;">{{ 7*7 }}&lt;b&gt;');
});

for (const { what, files, fault } of [
  {
    what: 'markup that does not parse',
    files: { 'status.njk': 'one\n{% if %}' },
    fault: /^\/.*\/status\.njk, line 2: unexpected token: %}$/,
  },
  {
    what: 'a value that there is not',
    files: { 'error.njk': 'one\ntwo\n{{ nothing }}' },
    fault: /^\/.*\/error\.njk, line 3: attempted to output null or undefined value$/,
  },
  {
    what: 'a fault in a layout that a page of ours extends',
    files: { 'layout.njk': 'one\n{{ nothing }}{% block main %}{% endblock %}' },
    fault: /^\/.*\/layout\.njk, line 2: attempted to output null or undefined value$/,
  },
  {
    what: 'a template that there is not',
    files: { 'status.njk': '{% extends "nowhere.njk" %}' },
    fault: /^\/.*\/status\.njk: Error: template not found: nowhere\.njk$/,
  },
  {
    what: 'a file outside the directory',
    files: { 'status.njk': '{% include "../../../../../etc/passwd" %}' },
    fault: /^\/.*\/status\.njk: Error: template not found/,
  },
  {
    what: 'a login page without a token',
    files: { 'login.njk': '<form method="post" action="/login"><button>Go</button></form>' },
    fault: /^login\.njk: it does not show \{\{ token }}$/,
  },
])
  test(`${what} is told of the operator, and the visitor gets our page`, async (t) => {
    const { views, log } = await ownViews(t, files);
    const faults = viewFaults(views);
    t.true(faults.length > 0);
    for (const each of faults) t.regex(each, fault);
    for (let times = 0; times < 2; times += 1) {
      t.regex(views.render('login', en, sampleOf(login)), /Accept and go online/);
      t.regex(views.render('status', en, sampleOf(viewSamples.status[0])), /You are online/);
      t.regex(views.render('error', en, sampleOf(error)), /A title/);
    }
    t.true(log.lines.length > 0 && log.lines.length <= 3); // once for each page
    t.true(log.lines.every(({ level, fields }) => level === 'error' && fault.test(String(fields.reason))));
  });

test('a 511 page that leads nowhere is not sent', async (t) => {
  const { views } = await ownViews(t, { 'intercept.njk': '<p>Hello</p>' });
  t.regex(views.render('intercept', en, sampleOf(intercept)), /href="http:\/\/login\.test\/"/);
  t.deepEqual(viewFaults(views), ['intercept.njk: it does not show {{ loginUrl }}']);
});
