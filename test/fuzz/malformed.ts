import type { Dice } from './dice.js';

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'CONNECT', 'OPTIONS', 'PRI', 'get', 'G\0T', ''];
const targets = [
  '/',
  '/login',
  '/status',
  '/?url=javascript:1',
  '*',
  '//',
  'http://[',
  '/%00%ff',
  '/\x01',
  '',
];
const versions = ['HTTP/1.1', 'HTTP/1.0', 'HTTP/0.9', 'HTTP/2.0', 'HTTP/3.0', 'HTTP/9', 'http/1.1', ''];
const headers = [
  'Host: a.test',
  'Host: ',
  'Host: <b>\xff',
  'Content-Length: 5',
  'Content-Length: -1',
  'Content-Length: 99999999999999999999',
  'Transfer-Encoding: chunked',
  'Transfer-Encoding: x',
  'Expect: 100-continue',
  'Upgrade: h2c',
  'Connection: upgrade, keep-alive, close',
  'Accept: */*;q=x',
  'Accept-Language: de;q=2,\x80',
  'Cookie: \0',
  ': nameless',
  ' folded',
  'no colon',
];
const bodies = ['', 'token=x', '5\r\nabcde\r\n0\r\n\r\n', 'ffffffffff\r\nx', 'G', '\0'.repeat(50)];
const ends = ['\r\n', '\r\n', '\r\n', '\n', '\r', '\0\r\n'];

/** A request with at least something wrong in most cases: put together of odd parts, then bytes of it changed. */
export function malformedRequest(dice: Dice): Buffer {
  const end = dice.of(ends);
  const fields = Array.from({ length: dice.below(5) }, () => dice.of(headers) + end);
  const long = dice.below(200) === 0 ? `X: ${'x'.repeat(dice.below(40_000))}${end}` : '';
  const line = [dice.of(methods), dice.of(targets), dice.of(versions)].join(' ');
  const text = `${line}${end}${fields.join('')}${long}${end}${dice.of(bodies)}`;
  const request = Buffer.from(text, 'latin1');
  for (let change = dice.below(4); change > 0; change -= 1)
    request[dice.below(request.length)] = dice.below(256);
  return dice.below(10) === 0 ? request.subarray(0, dice.below(request.length)) : request;
}
