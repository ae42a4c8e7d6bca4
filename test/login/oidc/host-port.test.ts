import test from 'ava';
import { hostPortOf, parseHostPort } from '../../../src/login/oidc/host-port.js';

for (const [text, host, port] of [
  ['idp.example.net', 'idp.example.net', 443],
  ['IDP.example.net:8443', 'idp.example.net', 8443],
  ['idp.example.net:443', 'idp.example.net', 443],
  ['10.0.0.5', '10.0.0.5', 443],
  ['[2001:db8::5]:8443', '2001:db8::5', 8443],
  ['[2001:db8::5]', '2001:db8::5', 443],
] as const)
  test(`${text} is a host and a port`, (t) => {
    const parsed = parseHostPort(text);
    t.is(parsed && ('name' in parsed ? parsed.name : parsed.address), host as never);
    t.is(parsed?.port, port);
  });

for (const text of [
  ...[
    '',
    'localhost',
    '*.example.net',
    '10.0.0.0/8',
    '10.1',
    '1.2.3',
    'https://idp.example.net',
    'a.example/path',
  ],
  ...[
    'user@a.example',
    'a.example:0x50',
    'a.example:99999',
    'a.example:0443',
    'a b.example',
    'a.example }',
    '::1',
  ],
])
  test(`"${text}" is none`, (t) => {
    t.is(parseHostPort(text), undefined);
  });

test('a URL without a port leads to that of its scheme, and one to a name of this machine nowhere', (t) => {
  t.like(hostPortOf(new URL('http://idp.example/path')), { name: 'idp.example', port: 80 });
  t.like(hostPortOf(new URL('https://[2001:db8::1]/')), { address: '2001:db8::1', port: 443 });
  t.is(hostPortOf(new URL('http://localhost:3000/')), undefined);
});
