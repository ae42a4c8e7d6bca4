import { open } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { inSteps } from '../system/steps.js';
import { isPrivate, type MacAddress } from './mac-address.js';

/** Who made a device, by the IEEE's lists; undefined where they do not say, which they do not of private addresses. */
export type VendorOf = (mac: MacAddress) => string | undefined;

const listPath = createRequire(import.meta.url).resolve('oui-data');

/** Blocks of 2^12, 2^20 and 2^24 addresses. */
const prefixLengths = [9, 7, 6];
const entry = /"([0-9A-F]{6,9})":\s*"((?:[^"\\]|\\.)*)"/g;

let reading: Promise<VendorOf> | undefined;

/** Read when it is first asked for, in steps that hold nobody up: the list has 5 MB. */
export function readVendors(): Promise<VendorOf> {
  reading ??= read();
  return reading;
}

async function read(): Promise<VendorOf> {
  const file = await open(listPath);
  const names = new Map<string, string>();
  const known = new Map<string, string>(); // many have the same name
  try {
    const text = await file.readFile('utf8');
    for await (const [at] of inSteps(piecesOf(text), 1)) {
      for (const [, prefix = '', written = ''] of (at ?? '').matchAll(entry)) {
        const name: string = JSON.parse(`"${written}"`).split('\n', 1)[0];
        if (!known.has(name)) known.set(name, name);
        names.set(prefix, known.get(name) ?? name);
      }
    }
  } finally {
    await file.close();
  }
  return (mac) => {
    if (isPrivate(mac)) return undefined;
    const digits = mac.replaceAll(':', '').toUpperCase();
    return prefixLengths
      .map((length) => names.get(digits.slice(0, length)))
      .find((name) => name !== undefined);
  };
}

const pieceLength = 128 * 1024;

/** Cut where an entry ends. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (let from = 0; from < text.length; ) {
    const cut = text.indexOf('",\n', from + pieceLength);
    const to = cut === -1 ? text.length : cut + 2;
    pieces.push(text.slice(from, to));
    from = to;
  }
  return pieces;
}
