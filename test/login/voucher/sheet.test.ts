import test from 'ava';
import { Views } from '../../../src/http/views.js';
import { languages } from '../../../src/languages/languages.js';
import { type Paper, papers, voucherSheet } from '../../../src/login/voucher/sheet.js';
import { silentLog } from '../../../src/system/log.js';

const views = new Views({ name: 'Hotel <Example>' }, silentLog);
const [en] = languages;

const sheetOf = (language = en, paper: Paper = 'a4', startsAt?: number) =>
  voucherSheet(views, language, {
    ...{ paper, startsAt, portalUrl: 'http://login.test/', terms: ['Be kind.', '<b>Always</b>.'] },
    ...{ plan: { durationSeconds: 7_200, dataBytes: 5e8 }, devices: 2, validUntil: Date.UTC(2027, 0, 1) },
    vouchers: [
      { id: '0123456789', code: 'BCD-FGHJ-KLM' },
      { id: '9876543210', code: 'NPQ-RSTV-WXZ' },
    ],
  });

test('each voucher has its code, the network’s name, what it is worth, the terms and a picture', (t) => {
  const html = sheetOf();
  for (const text of [
    ...['BCD-FGHJ-KLM', 'NPQ-RSTV-WXZ', 'No. 0123456789', 'Voucher for Hotel &lt;Example&gt;'],
    ...['2 hours from the first use', 'Data: 500 MB', 'Devices at once: 2', 'Be kind.'],
    ...['&lt;b&gt;Always&lt;/b&gt;.', 'open http://login.test and enter'],
  ])
    t.true(html.includes(text), text);
  t.is(html.split('<article>').length, 3);
  t.is(html.split(/<path d="M\d+ \d+h1v1h-1z/).length, 3);
});

test('a voucher that starts at a date says from when, and until when it then is good', (t) => {
  const html = sheetOf(en, 'a4', Date.UTC(2026, 11, 24, 12));
  t.regex(html, /Valid from December 24, 2026/);
  t.regex(html, /Valid until December 24, 2026/);
  t.notRegex(html, /from the first use/);
});

test('there is a sheet for each paper and language, and none asks anything of the network', (t) => {
  for (const language of languages)
    for (const paper of papers) {
      const html = sheetOf(language, paper);
      t.true(html.includes(`<html lang="${language.tag}" dir="${language.direction}">`));
      t.true(html.includes(paper === 'a4' ? 'size: A4' : 'size: 80mm'));
      t.notRegex(html, /src=|href=|url\(|@import/);
    }
});
