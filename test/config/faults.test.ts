import test, { type ExecutionContext } from 'ava';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { parseConfig } from '../../src/config/load.js';
import { OperatorError } from '../../src/errors.js';
import { methods } from '../../src/methods.js';
import { sample, samplePath } from './sample.js';

/** What an operator is told of the configuration. */
function faultsOf(t: ExecutionContext, text: string): string[] {
  const error = t.throws(() => parseConfig(text, samplePath, methods), { instanceOf: OperatorError });
  t.is(error?.exitCode, 78);
  const [heading, ...faults] = (error?.message ?? '').split('\n');
  t.regex(heading ?? '', new RegExp(`^(1 fault|${faults.length} faults) in ${samplePath}:$`));
  return faults.map((fault) => fault.trim());
}

const guest = sample.zones.guest;
const inZone = (changes: object) => ({ ...sample, zones: { guest: { ...guest, ...changes } } });
const inPlan = (plan: object) => ({ ...sample, plans: { p: plan } });
const inPortal = (changes: object) => ({ ...sample, portal: { ...sample.portal, ...changes } });

const faults: readonly (readonly [object, string | RegExp])[] = [
  [{ ...sample, state: 7 }, 'state: found 7, allowed: a path of 1 to 4096 characters'],
  [{ ...sample, zones: undefined }, 'zones: found nothing, allowed: a section for each zone'],
  [{ ...sample, zones: {} }, 'zones: found {}, allowed: at least one zone'],
  [{ ...sample, garden: [] }, 'garden: there is no such key'],
  ...['[::]', '[::0]', '[0:0:0:0:0:0:0:0]', '0.0.0.0', '[::ffff:0.0.0.0]', '[::ffff:0:0]'].map(
    (every): [object, RegExp] => [
      { ...sample, admin: { listen: `${every}:8512` } },
      /^admin\.listen: found ".*:8512", allowed: an address that no zone has/,
    ],
  ),
  [
    { ...sample, admin: { url: 'https://gate.example.net/' } },
    /^admin\.url: found "https:.*, allowed: an http URL, without admin\.tls/,
  ],
  [inZone({ colour: 'blue' }), 'zones.guest.colour: there is no such key'],
  [
    inPortal({ url: 'https://login.example.net/' }),
    /^portal\.tls: found nothing, allowed: a certificate and a key/,
  ],
  [inPortal({ tls: { certificate: 'a', key: 'b' } }), /^portal\.url: found "http:.*, allowed: an https URL/],
  [
    inPortal({ url: 'https://login.example.net/', tls: { certificate: 'a' } }),
    'portal.tls.key: found nothing, allowed: a path of 1 to 4096 characters',
  ],
  [
    inPortal({ url: 'http://login.example.net/x' }),
    /^portal\.url: found "http.*x", allowed: an http or https URL of/,
  ],
  [
    inPortal({ url: 'http://u:p@login.example.net/' }),
    /^portal\.url: found .*, allowed: an http or https URL of/,
  ],
  [inPortal({ url: 'login.example.net' }), /^portal\.url: found "login.*, allowed: an http or https URL of/],
  [inPortal({ listen: 8510 }), /^portal\.listen: found 8510, allowed: an address and port such as/],
  [inPortal({ listen: '[::]:8511' }), /^interceptor\.listen: found .*, allowed: a port of its own/],
  [
    inPortal({ name: 'x'.repeat(61) }),
    /^portal\.name: found "x{50,}…, allowed: a text of 1 to 60 characters/,
  ],
  [inZone({ interface: 'br guest"' }), /^zones\.guest\.interface: found "br guest\\"", allowed: the name of/],
  [inZone({ interface: '*' }), /^zones\.guest\.interface: found "\*", allowed: the name of/],
  [inZone({ login: ['magic'] }), /^zones\.guest\.login\.0: found "magic", allowed: click-through/],
  [inZone({ name: '' }), 'zones.guest.name: found "", allowed: a text of 1 to 60 characters'],
  [inZone({ help: '' }), 'zones.guest.help: found "", allowed: a text of 1 to 2000 characters'],
  [
    inZone({ footer: { english: 'Hi' } }),
    'zones.guest.footer: found {"english":"Hi"}, allowed: a text, or a text for each language',
  ],
  [inZone({ language: 'tlh' }), 'zones.guest.language: found "tlh", allowed: en, de, fr, es, ar'],
  [inZone({ logo: 7 }), 'zones.guest.logo: found 7, allowed: a path of 1 to 4096 characters'],
  [
    inZone({ colours: { light: { accent: 'red' } } }),
    'zones.guest.colours.light.accent: found "red", allowed: a colour in quotes such as "#0b6b5d"',
  ],
  [inZone({ colours: { light: { link: '#000' } } }), 'zones.guest.colours.light.link: there is no such key'],
  [
    inZone({ colours: { dark: { 'on-accent': '#fff' } } }),
    /^zones\.guest\.colours\.dark\.on-accent: found "#fff", allowed: a colour with a contrast of at least 4\.5 to/,
  ],
  [inZone({ roam: 'staff' }), 'zones.guest.roam: found "staff", allowed: a list of zones'],
  [inZone({ roam: ['staff'] }), /^zones\.guest\.roam\.0: found "staff", allowed: the name of another zone/],
  [inZone({ roam: ['guest'] }), /^zones\.guest\.roam\.0: found "guest", allowed: the name of another zone/],
  [inZone({ login: [] }), 'zones.guest.login: found [], allowed: at least one login method'],
  [
    inZone({ session: { duration: '8' } }),
    /^zones\.guest\.session\.duration: found "8", allowed: a duration from/,
  ],
  [inZone({ masquerade: 'perhaps' }), 'zones.guest.masquerade: found "perhaps", allowed: true or false'],
  [
    inZone({ neighbours: { 'x.test': '02:00:00:00:00:01' } }),
    /neighbours\.x\.test: found "x\.test", allowed: an IP/,
  ],
  [
    inZone({ neighbours: { '192.0.2.1': 'x' } }),
    /neighbours\.192\.0\.2\.1: found "x", allowed: a MAC address/,
  ],
  [{ ...sample, zones: { 'Guest!': guest } }, /^zones\.Guest!: found "Guest!", allowed: a zone name/],
  [
    { ...sample, zones: { guest, staff: guest } },
    /^zones\.staff\.interface: found "br-guest", allowed: an .* not zone guest/,
  ],
  [inPlan({ duration: '0s' }), /^plans\.p\.duration: found "0s", allowed: a duration from 1s/],
  [inPlan({ idle: -5 }), /^plans\.p\.idle: found -5, allowed: a duration from 1s/],
  [inPlan({ data: 5 }), 'plans.p.data: found 5, allowed: a size from 1kB to 1000TB such as 500MB or 2GiB'],
  [inPlan({ data: '0MB' }), /^plans\.p\.data: found "0MB", allowed: a size/],
  [inPlan({ data: '-1GB' }), /^plans\.p\.data: found "-1GB", allowed: a size/],
  [inPlan({ data: '99999999TB' }), /^plans\.p\.data: found "99999999TB", allowed: a size/],
  [inPlan({ upload: '10MB/s' }), /^plans\.p\.upload: found "10MB\/s", allowed: a rate from 8kbit\/s/],
  [inPlan({ download: '1000Gbit/s' }), /^plans\.p\.download: found .*, allowed: a rate/],
  [inPlan({ devices: 0 }), 'plans.p.devices: found 0, allowed: a number of devices from 1 to 1000'],
  [inPlan({ devices: 1.5 }), /^plans\.p\.devices: found 1\.5, allowed: a number of devices/],
  [inPlan({ devices: 1, 'when-full': 'wait' }), /^plans\.p\.when-full: .*, allowed: refuse or end-oldest/],
  [inPlan({ 'when-full': 'refuse' }), /^plans\.p\.when-full: .*, allowed: nothing, since .* devices/],
  [inPlan({ daily: {} }), 'plans.p.daily: found {}, allowed: time, data, or both'],
  [
    inPlan({ daily: { time: '2h', begins: 25 } }),
    'plans.p.daily.begins: found 25, allowed: an hour from 0 to 23',
  ],
  [inPlan({ daily: { time: '25h' } }), /^plans\.p\.daily\.time: found "25h", allowed: a duration of a day/],
  [inPlan({ hours: {} }), 'plans.p.hours: found {}, allowed: at least one weekday'],
  [inPlan({ hours: { mon: '08:00-25:00' } }), /^plans\.p\.hours\.mon: found .*, allowed: times such as/],
  [inPlan({ hours: { mon: '08:00-08:00' } }), /^plans\.p\.hours\.mon: found .*, allowed: times such as/],
  [inPlan({ hours: { monday: '08:00-18:00' } }), /^plans\.p\.hours\.monday: .*, allowed: a weekday from mon/],
  [
    inPlan({ 'time-zone': 'Mars/Olympus' }),
    /^plans\.p\.time-zone: found "Mars.*, allowed: the name of a time/,
  ],
  [inPlan({ price: 5 }), 'plans.p.price: there is no such key'],
  [{ ...sample, plans: { 'Day pass': {} } }, /^plans\.Day pass: found "Day pass", allowed: a plan name/],
  [inZone({ plan: 'gold' }), 'zones.guest.plan: found "gold", allowed: a plan that there is: none'],
  [
    { ...inZone({ plan: 'gold' }), plans: { free: {}, slow: {} } },
    'zones.guest.plan: found "gold", allowed: a plan that there is: free, slow',
  ],
  [
    { ...inZone({ plan: 'free', session: { duration: '1h' } }), plans: { free: {} } },
    /^zones\.guest\.session: found .*, allowed: nothing, since the zone names a plan/,
  ],
  [
    { ...inPlan({ data: '1GB' }), firewall: 'none' },
    /^plans\.p\.data: found "1GB", allowed: nothing, since without a firewall/,
  ],
  [
    { ...inPlan({ daily: { data: '1GB' } }), firewall: 'none' },
    /^plans\.p\.daily\.data: found "1GB", allowed: nothing, since without a firewall/,
  ],
  [
    inZone({ garden: 'menu.example' }),
    /^zones\.guest\.garden: found "menu\.example", allowed: a list of names/,
  ],
  [
    inZone({ garden: ['menu.example', 'a b'] }),
    /^zones\.guest\.garden\.1: found "a b", allowed: a name, \*\.name/,
  ],
  [inZone({ garden: ['menu.example', null] }), /^zones\.guest\.garden\.1: found null, allowed: a name/],
  [inZone({ garden: [{ name: 7 }] }), /^zones\.guest\.garden\.0: found \{.*, allowed: a name/],
  [inZone({ garden: [{ host: 'menu.example' }] }), /^zones\.guest\.garden\.0: found \{.*, allowed: a name/],
  [
    inZone({ garden: ['menu.example', 'captive.apple.com:443'] }),
    'zones.guest.garden.1: found "captive.apple.com:443", allowed: no name that covers captive.apple.com: devices ask there whether they are online, and would open no login page',
  ],
  [
    inZone({ garden: ['*.example.com'] }),
    'zones.guest.garden.0: found "*.example.com", allowed: a name without *, since only garden-names: dnsmasq sees the names below one',
  ],
  [
    { ...inZone({ garden: ['*.apple.com'] }), 'garden-names': 'dnsmasq' },
    /^zones\.guest\.garden\.0: found "\*\.apple\.com", allowed: no name that covers captive\.apple\.com/,
  ],
  [
    { ...inZone({ garden: ['gstatic.com'] }), 'garden-names': 'dnsmasq' },
    /^zones\.guest\.garden\.0: found "gstatic\.com", allowed: no name that covers connectivitycheck\.gstatic\.com/,
  ],
  [{ ...sample, 'garden-names': 'unbound' }, 'garden-names: found "unbound", allowed: dnsmasq or resolver'],
  ...Object.entries({
    'till.url: found "ftp://x/", allowed: an http or https URL without user and fragment': {
      url: 'ftp://x/',
    },
    'till.secret: found "…", allowed: a text of 16 to 200 characters': { secret: 'short' },
    'till.events: found [], allowed: at least one event': { events: [] },
    'till.colour: there is no such key': { colour: 'red' },
  }).map(([fault, keys]): [object, string] => [
    { ...sample, webhooks: { till: { url: 'http://till.test/', secret: 'x'.repeat(16), ...keys } } },
    `webhooks.${fault}`,
  ]),
  [
    { ...sample, webhooks: { Till: { url: 'http://till.test/', secret: 'x'.repeat(16) } } },
    'webhooks.Till: found "Till", allowed: a name of 1 to 30 small letters, digits and -',
  ],
  [
    { ...sample, webhooks: { till: { url: 'http://till.test/' } } },
    'webhooks.till.secret: found nothing, allowed: either secret or secret-file',
  ],
  [
    { ...sample, webhooks: { till: { url: 'http://till.test/', 'secret-file': '/dev/null' } } },
    'webhooks.till.secret-file: found "/dev/null", allowed: a file whose first line is a secret of 16 to 200 characters',
  ],
  [
    { ...sample, audit: { keep: '12h' } },
    'audit.keep: found "12h", allowed: a duration of a day or more, such as 30d',
  ],
  [{ ...sample, firewall: 'iptables' }, 'firewall: found "iptables", allowed: nftables or none'],
  [
    { ...inZone({ session: { idle: '5m' } }), firewall: 'none' },
    /^zones\.guest\.session\.idle: found "5m", allowed: nothing/,
  ],
];

for (const [index, [config, told]] of faults.entries())
  test(`fault ${index + 1} is told with path, found and allowed: ${told}`, (t) => {
    const [fault, ...more] = faultsOf(t, stringify(config));
    if (typeof told === 'string') t.is(fault, told);
    else t.regex(fault ?? '', told);
    t.deepEqual(more, []);
  });

test('ten faults are told at once, those of single keys and those between them', (t) => {
  const found = faultsOf(
    t,
    stringify({
      colour: 'blue',
      portal: { url: 'https://login.example.net/', listen: '127.0.0.1:8511', name: '' },
      interceptor: { listen: '127.0.0.1:8511', apple: 200 },
      firewall: 'ipfw',
      zones: {
        guest: { interface: 'br0', login: ['magic'] },
        staff: { interface: 'br0', login: ['click-through'], session: { duration: '8 hours' } },
      },
    }),
  );
  t.deepEqual(found.map((fault) => fault.slice(0, fault.indexOf(':'))).sort(), [
    'colour',
    'firewall',
    'interceptor.apple',
    'interceptor.listen',
    'portal.name',
    'portal.tls',
    'state',
    'zones.guest.login.0',
    'zones.staff.interface',
    'zones.staff.session.duration',
  ]);
});

test('what does not fit together in a plan is told beside what is wrong in itself', (t) => {
  const faults = faultsOf(t, stringify(inPlan({ data: 5, 'when-full': 'refuse' })));
  t.regex(faults.join(), /plans\.p\.data: .*plans\.p\.when-full: found "refuse"/);
});

test('under a wrong name every fault is told beside that of the name', (t) => {
  const found = faultsOf(
    t,
    stringify({
      ...sample,
      plans: { 'Day pass': { duration: '0s', hours: { monday: '8-25' } } },
      zones: {
        'Guest!': {
          ...{ interface: 'br 0', login: ['magic'], colour: 'blue', plan: 'gold' },
          neighbours: { 'x.test': 'x' },
        },
      },
    }),
  );
  t.deepEqual(found.map((fault) => fault.slice(0, fault.indexOf(':'))).sort(), [
    'plans.Day pass',
    'plans.Day pass.duration',
    'plans.Day pass.hours.monday',
    'plans.Day pass.hours.monday',
    'zones.Guest!',
    'zones.Guest!.colour',
    'zones.Guest!.interface',
    'zones.Guest!.login.0',
    'zones.Guest!.neighbours.x.test',
    'zones.Guest!.neighbours.x.test',
    'zones.Guest!.plan',
  ]);
});

for (const text of ['state: [1\nzones: 2\n', 'state: a\nstate: b\n', 'state: a\n\tzones: b\n'])
  test(`where the YAML itself is wrong the line is told: ${JSON.stringify(text)}`, (t) => {
    t.regex(faultsOf(t, text)[0] ?? '', /at line 2, column 1:$/);
  });

for (const [what, text, told] of [
  [
    'a name that begins with a star and is not in quotes',
    'state: /x\ngarden: [ok.test, *.example.net]',
    /^line 2: found \*\.example\.net, allowed: in quotes, "\*\.example\.net"$/,
  ],
  ['a word that begins with an exclamation mark', 'state: !Star x', /^Unresolved tag: !Star/],
  [
    'aliases of aliases of very much',
    ['a: &a [x, x, x, x, x, x, x, x, x, x]', ...['b', 'c', 'd', 'e', 'f'].map(tenOfTheOneBefore)].join('\n'),
    /^Excessive alias count/,
  ],
] as const)
  test(`in the YAML ${what} is told as a fault`, (t) => {
    const error = t.throws(() => parseConfig(text, samplePath, methods), { instanceOf: OperatorError });
    t.is(error?.exitCode, 78);
    t.regex(error?.message.split('\n')[1]?.trim() ?? '', told);
  });

function tenOfTheOneBefore(name: string): string {
  const before = String.fromCharCode(name.charCodeAt(0) - 1);
  return `${name}: &${name} [${Array.from({ length: 10 }, () => `*${before}`).join(', ')}]`;
}

test('an empty file lacks everything that is needed', (t) => {
  t.is(faultsOf(t, '')[0], 'state: found nothing, allowed: a path of 1 to 4096 characters');
  t.deepEqual(
    faultsOf(t, '').map((fault) => fault.split(':')[0]),
    ['state', 'portal', 'interceptor', 'zones'],
  );
});

test('whatever a file holds, the operator hears of faults and not of a crash', (t) => {
  const odd = (value: unknown) => fc.oneof(fc.constant(value), fc.jsonValue({ maxDepth: 2 }));
  const anything = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }));
  const keysOf = (keys: object) =>
    fc.record(Object.fromEntries(Object.entries(keys).map(([key, value]) => [key, odd(value)])), {
      requiredKeys: [],
      noNullPrototype: true,
    });
  const plan = keysOf({
    ...{ duration: '8h', idle: '5m', data: '1GB', time: '2h', upload: '8Mbit/s', devices: 2 },
    ...{ 'when-full': 'refuse', daily: { time: '1h', begins: 4 }, hours: { mon: '08:00-22:00' } },
    'time-zone': 'Europe/Berlin',
  });
  const zone = keysOf({
    ...{ ...guest, plan: 'p', garden: ['menu.example:80', '198.51.100.0/24'], roam: ['staff'] },
    ...{ session: { duration: '1h' }, 'bind-addresses': true, colours: { light: { accent: '#0b6b5d' } } },
  });
  const configs = fc.record(
    {
      plans: fc.oneof(fc.dictionary(fc.constantFrom('p', 'q', 'Day pass', '__proto__'), plan), anything),
      'garden-names': odd('dnsmasq'),
      firewall: odd('none'),
      webhooks: fc.oneof(
        fc.dictionary(fc.string(), keysOf({ url: 'http://till.test/', secret: 'x'.repeat(16) })),
        anything,
      ),
      audit: odd({ keep: '30d' }),
      state: odd('x'),
      portal: fc.oneof(
        fc.record({ url: odd(sample.portal.url), listen: odd('[::]:1'), tls: fc.jsonValue() }),
        fc.jsonValue(),
      ),
      interceptor: odd(sample.interceptor),
      admin: odd(sample.interceptor),
      zones: fc.oneof(
        fc.dictionary(fc.constantFrom('guest', 'staff', 'Guest!', 'constructor'), zone),
        fc.dictionary(fc.string(), odd(guest)),
        fc.jsonValue(),
      ),
    },
    { requiredKeys: [], noNullPrototype: true },
  );
  fc.assert(
    fc.property(fc.oneof(configs, fc.jsonValue()), (config) => {
      try {
        t.true(Object.isFrozen(parseConfig(stringify(config), samplePath, methods)));
      } catch (error) {
        t.true(error instanceof OperatorError, String(error));
      }
    }),
    { numRuns: 600 },
  );
});
