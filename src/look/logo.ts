import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { reasonOf } from '../errors.js';

/** A picture as it is served. */
export interface Logo {
  /** On the portal; another picture has another one, so that a browser may keep it for good. */
  readonly path: string;
  readonly type: string;
  readonly content: Buffer;
}

export const largestLogoBytes = 256 * 1024;

const formats = [
  { ending: 'png', type: 'image/png', begins: /^\x89PNG\r\n/ },
  { ending: 'jpg', type: 'image/jpeg', begins: /^\xff\xd8\xff/ },
  { ending: 'webp', type: 'image/webp', begins: /^RIFF[\s\S]{4}WEBP/ },
  {
    ending: 'svg',
    type: 'image/svg+xml',
    begins: /^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--[\s\S]*?-->\s*|<!DOCTYPE[^>]*>\s*)*<svg[\s>]/,
  },
] as const;

/** Reads a picture; what cannot be one is told as a text. */
export function readLogo(path: string): Logo | string {
  try {
    if (statSync(path).size > largestLogoBytes) return `a file of at most ${largestLogoBytes / 1024} KiB`;
    return parseLogo(readFileSync(path)) ?? 'a picture in PNG, JPEG, WebP or SVG';
  } catch (error) {
    return `a file that can be read (${reasonOf(error)})`;
  }
}

/** By what is in it, whatever its name. */
export function parseLogo(content: Buffer): Logo | undefined {
  const head = content.subarray(0, 4096).toString('latin1');
  const format = formats.find(({ begins }) => begins.test(head));
  if (!format) return undefined;
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 16);
  return { path: `/logo/${hash}.${format.ending}`, type: format.type, content };
}
