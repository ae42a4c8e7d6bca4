import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { stringify } from 'yaml';
import { parseConfig } from '../../src/config/load.js';
import { clickThrough } from '../../src/login/click-through/click-through.js';
import { phone } from '../clients.js';
import { sample } from '../config/sample.js';
import { ask } from '../hotspot/ask.js';
import { openHotspot } from '../hotspot/hotspot.js';
import { post, tokenIn } from '../portal/forms.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { toy, toyViews } from './toy.js';

/** A zone that offers both, and a visitor's way to say the word. */
async function toyHotspot(t: ExecutionContext) {
  const directory = await temporaryDirectory(t);
  await mkdir(dirname(join(directory, 'login/toy.njk')));
  for (const [name, text] of Object.entries(toyViews)) await writeFile(join(directory, name), text);
  const look = { name: 'Toys', directory };
  const hotspot = await openHotspot(t, { methods: [clickThrough, toy], look });
  const page = await ask(hotspot.portal);
  const say = (word: string) =>
    post(hotspot, '/login', { token: tokenIn(page), method: 'toy', who: 'anna', word });
  return { hotspot, page, say };
}

test('a method that is registered is offered beside the others', async (t) => {
  const { page } = await toyHotspot(t);
  t.regex(page.body, /Accept and go online.*What is the word\?/s);
});

test('who satisfies it is online under its plan, with what it wants to remember, and no longer than it says', async (t) => {
  const { hotspot, say } = await toyHotspot(t);
  const { status, headers } = await say('please');
  t.deepEqual([status, headers.location], [303, '/status']);
  const at = hotspot.clock();
  t.like(hotspot.gate.store.authorisation(phone), {
    ...{ method: 'toy', user: 'anna', notes: { from: 'guest' } },
    endsAt: Math.min(at + 600_000, 60_000_000),
  });
});

test('who does not is told so beside the field, and finds the rest as he entered it', async (t) => {
  const { hotspot, say } = await toyHotspot(t);
  const { status, body } = await say('now');
  t.is(status, 403);
  t.regex(
    body,
    /aria-invalid="true" aria-describedby="fault-toy">\s*<p class="fault" id="fault-toy" role="alert">That is not &lt;the&gt; word\./,
  );
  t.regex(body, /name="who" value="anna"/);
  t.deepEqual(await hotspot.gate.store.authorisations(), []);
});

test('when it cannot find out the visitor gets an error that leads back, and nothing is authorised', async (t) => {
  const { hotspot, say } = await toyHotspot(t);
  const { status, body } = await say('silence');
  t.is(status, 504);
  t.regex(body, /did not answer in time.*href="http:\/\/127\.0\.0\.1:\d+\/"/s);
  t.deepEqual(await hotspot.gate.store.authorisations(), []);
});

test('it may send the visitor elsewhere, and show pages of its own', async (t) => {
  const { hotspot, say } = await toyHotspot(t);
  const gone = await say('elsewhere');
  t.deepEqual([gone.status, gone.headers.location], [303, 'https://oracle.test/ask']);
  const hint = await ask(hotspot.portal, { path: '/login/toy/hint?asked=%3Ctwice%3E' });
  t.is(hint.status, 200);
  t.regex(hint.body, /It is what children learn\. &lt;twice&gt;/);
  for (const path of ['/login/toy/nothing', '/login/toy/constructor', '/login/nobody/hint'])
    t.is((await ask(hotspot.portal, { path })).status, 404);
});

test('a method that the zone does not offer lets nobody in', async (t) => {
  const { hotspot, page } = await toyHotspot(t);
  t.is((await post(hotspot, '/login', { token: tokenIn(page), method: 'voucher' })).status, 400);
  t.deepEqual(await hotspot.gate.store.authorisations(), []);
});

const zones = { guest: { interface: 'br-guest', login: ['toy'] } };
const plans = { day: {} };
const parse = (config: object) =>
  parseConfig(stringify({ ...sample, zones, plans, ...config }), '/etc/gate511.yaml', [toy]);

test('its settings are a section of the configuration', (t) => {
  t.deepEqual(parse({ toy: { word: 'please', plan: 'day' } }).methods, {
    toy: { word: 'please', plan: 'day' },
  });
});

for (const { what, config, fault } of [
  {
    what: 'no settings',
    config: {},
    fault: 'toy: found nothing, allowed: a section, since a zone offers toy',
  },
  {
    what: 'a plan that there is not',
    config: { toy: { word: 'please', plan: 'gold' } },
    fault: 'toy.plan: found "gold", allowed: a plan that there is: day',
  },
  {
    what: 'a key that there is not, beside another fault',
    config: { toy: { word: 'please', colour: 'red' }, firewall: 'iptables' },
    fault: /firewall: found "iptables".*\n.*toy\.colour: there is no such key/,
  },
])
  test(`a configuration with ${what} is told of it`, (t) => {
    const error = t.throws(() => parse(config));
    if (typeof fault === 'string') t.true(error.message.includes(fault), error.message);
    else t.regex(error.message, fault);
  });
