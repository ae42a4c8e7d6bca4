import { encode } from 'uqr';
import type { Views } from '../../http/views.js';
import { bytesText, durationText } from '../../languages/amounts.js';
import type { Language } from '../../languages/language.js';
import { fill } from '../../languages/languages.js';
import type { Plan } from '../../plan/plan.js';
import { endOf } from './standing.js';
import { texts } from './texts.js';

/** A sheet to be cut, or the roll of a receipt printer, which cuts by itself. */
export const papers = ['a4', '80mm'] as const;
export type Paper = (typeof papers)[number];

interface Sheet {
  readonly paper: Paper;
  readonly portalUrl: string;
  readonly terms: readonly string[];
  readonly plan: Plan;
  readonly devices: number;
  /** Epoch milliseconds. */
  readonly startsAt?: number | undefined;
  readonly validUntil: number;
  /** With their codes as they are shown. */
  readonly vouchers: readonly { readonly id: string; readonly code: string }[];
}

/** A page to print vouchers from. It is the only one that shows codes: for the hands of the counter, and no log. */
export function voucherSheet(views: Views, language: Language, sheet: Sheet): string {
  const t = texts[language.tag];
  return views.render('login/voucher-sheet', language, {
    paper: sheet.paper,
    title: fill(t.sheetTitle, { name: views.name }),
    how: fill(t.sheetHow, { url: sheet.portalUrl.replace(/\/$/, '') }),
    worth: worthOf(language, sheet),
    terms: sheet.terms,
    vouchers: sheet.vouchers.map(({ id, code }) => ({
      code,
      number: fill(t.sheetNumber, { id }),
      picture: pictureOf(linkTo(sheet.portalUrl, code)),
    })),
  });
}

/**
 * The login page with the code filled in. In the query, since a page without a script cannot read a fragment; the query
 * is never logged, and that page links to nothing outside.
 */
const linkTo = (portalUrl: string, code: string) => `${portalUrl}?voucher=${code}`;

function worthOf(language: Language, { plan, devices, startsAt, validUntil }: Sheet): string[] {
  const t = texts[language.tag];
  const duration = durationText(language, plan.durationSeconds);
  const until = startsAt === undefined ? validUntil : endOf(startsAt, plan.durationSeconds, validUntil);
  return [
    startsAt === undefined
      ? fill(t.sheetDuration, { duration })
      : fill(t.sheetFrom, { moment: dateText(language, startsAt) }),
    fill(t.sheetUntil, { moment: dateText(language, until) }),
    ...(plan.dataBytes === undefined
      ? []
      : [fill(t.sheetData, { amount: bytesText(language, plan.dataBytes) })]),
    ...(plan.timeSeconds === undefined
      ? []
      : [fill(t.sheetTime, { duration: durationText(language, plan.timeSeconds) })]),
    fill(t.sheetDevices, { count: new Intl.NumberFormat(language.tag).format(devices) }),
  ];
}

/** With the year: paper lies about. */
const dateText = ({ tag }: Language, at: number) =>
  new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeStyle: 'short' }).format(at);

interface Picture {
  readonly size: number;
  /** The dark squares, as an SVG path. */
  readonly path: string;
}

/** A QR code; a quarter of it may be worn off. */
function pictureOf(text: string): Picture {
  const { data, size } = encode(text, { ecc: 'Q', border: 4 });
  const squares = data.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
  );
  return { size, path: squares.join('') };
}

/** What an operator's own template is tried with. */
export const sheetSamples = [
  {
    paper: 'a4',
    ...{ title: 'Voucher', how: 'Scan it.', worth: ['1 day'], terms: ['One.'] },
    vouchers: [{ code: 'BCD-FGHJ-KLM', number: 'No. 1', picture: { size: 1, path: 'M0 0h1v1h-1z' } }],
  },
];
