import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { largestLogoBytes, parseLogo, readLogo } from '../../src/look/logo.js';
import { temporaryDirectory } from '../temporary-directory.js';

const bytes = (text: string) => Buffer.from(text, 'latin1');

test('a picture is known by what is in it', (t) => {
  const pictures = [
    ['\x89PNG\r\n\x1a\n', 'image/png'],
    ['\xff\xd8\xff\xe0', 'image/jpeg'],
    ['RIFF\x01\x02\x03\x04WEBPVP8 ', 'image/webp'],
    ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'image/svg+xml'],
    ['<?xml version="1.0"?>\n<!-- made by -->\n<!DOCTYPE svg>\n<svg>', 'image/svg+xml'],
  ] as const;
  for (const [content, type] of pictures) t.is(parseLogo(bytes(content))?.type, type);
  for (const content of ['', 'GIF89a', '<html><svg>', 'svg', '<svgx>', '<!-- <svg> -->'])
    t.is(parseLogo(bytes(content)), undefined, content);
});

test('another picture has another path, so that browsers may keep it', (t) => {
  const [one, other] = ['<svg>1', '<svg>2'].map((content) => parseLogo(bytes(content))?.path);
  t.regex(one ?? '', /^\/logo\/[0-9a-f]{16}\.svg$/);
  t.not(one, other);
});

test('what is no picture, too large or not there is told', async (t) => {
  const directory = await temporaryDirectory(t);
  const path = join(directory, 'logo');
  t.regex(String(readLogo(path)), /^a file that can be read \(ENOENT/);
  t.regex(String(readLogo(directory)), /^a file that can be read \(EISDIR/);
  await writeFile(path, 'MZ');
  t.is(readLogo(path), 'a picture in PNG, JPEG, WebP or SVG');
  await writeFile(path, `<svg>${' '.repeat(largestLogoBytes)}`);
  t.is(readLogo(path), 'a file of at most 256 KiB');
  await writeFile(path, '<svg>');
  t.like(readLogo(path), { type: 'image/svg+xml' });
});
