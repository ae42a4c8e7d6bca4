import { type RandomBytes, randomText } from '../../system/random.js';

declare const brand: unique symbol;

/** What a voucher lets its holder in by, without the dashes. A secret until it is used up: for no log and no URL of ours. */
export type VoucherCode = string & { readonly [brand]: 'VoucherCode' };

/** Letters alone, of which no word comes and no two look alike (RFC 8628 §6.1): ten of them are 43 bits. */
const alphabet = 'BCDFGHJKLMNPQRSTVWXZ';
const codeLength = 10;

const isCode = new RegExp(`^[${alphabet}]{${codeLength}}$`);

/** What some take these letters for. */
const lookAlikes: Readonly<Record<string, string>> = { 2: 'Z', 5: 'S', 6: 'G', 8: 'B' };

export const newVoucherCode = (random: RandomBytes) =>
  randomText(random, alphabet, codeLength) as VoucherCode;

/** In whatever case, with whatever spaces and dashes it was typed. */
export function parseVoucherCode(typed: string): VoucherCode | undefined {
  const text = typed
    .normalize('NFKC') // keyboards for Chinese and Japanese type full-width letters
    .toUpperCase()
    .replace(/[\s\p{Pd}\p{Cf}._]/gu, '')
    .replace(/[2568]/g, (digit) => lookAlikes[digit] ?? digit);
  return isCode.test(text) ? (text as VoucherCode) : undefined;
}

/** Grouped for reading: `BCD-FGHJ-KLM`. */
export const shownCode = (code: VoucherCode) => code.replace(/^(...)(....)(...)$/, '$1-$2-$3');

/** Names a batch: short, and no secret. */
export const newBatchId = (random: RandomBytes) => randomText(random, alphabet, 6);
