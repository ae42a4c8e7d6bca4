import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { clientNumber, laptop, phone } from '../clients.js';
import { handClock } from '../hand-clock.js';
import { ask } from '../hotspot/ask.js';
import { crowdAddress, laptopAddress, phoneAddress } from '../hotspot/devices.js';
import { openHotspot } from '../hotspot/hotspot.js';
import { toy, toyViews } from '../login/toy.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { post, tokenIn } from './forms.js';

/** What the limiter takes for the time. */
const clock = handClock();
Date.now = clock;

/** A zone with a word to guess, and visitors who say one. */
async function guessing(t: ExecutionContext) {
  const directory = await temporaryDirectory(t);
  await mkdir(dirname(join(directory, 'login/toy.njk')));
  for (const [name, text] of Object.entries(toyViews)) await writeFile(join(directory, name), text);
  let asked = 0;
  const counted: typeof toy = {
    ...toy,
    open: (settings, effects) => {
      const service = toy.open(settings, effects);
      return {
        method: (zone) => {
          const method = service.method(zone);
          const login: typeof method.login = (attempt) => {
            asked += 1;
            return method.login(attempt);
          };
          return { ...method, login };
        },
      };
    },
  };
  const hotspot = await openHotspot(t, { clock, methods: [counted], look: { name: 'Toys', directory } });
  const tokens = new Map<string, string>();
  const tokenOf = async (from: string) => {
    const token = tokens.get(from) ?? tokenIn(await ask(hotspot.portal, { from }));
    tokens.set(from, token);
    return token;
  };
  const say = async (word: string, from = phoneAddress, who = 'anna') =>
    post(hotspot, '/login', { token: await tokenOf(from), method: 'toy', who, word }, { from });
  const waitAfter = async (word: string, from = phoneAddress, who = 'anna') =>
    Number((await say(word, from, who)).headers['retry-after'] ?? 0);
  return { hotspot, say, waitAfter, asked: () => asked };
}

test.serial(
  'who guesses wrong five times must wait, is told how long, and the method is not asked',
  async (t) => {
    const { hotspot, say, asked } = await guessing(t);
    for (let times = 0; times < 5; times += 1) t.is((await say('wrong')).status, 403);
    const { status, headers, body } = await say('please');
    t.is(status, 429);
    t.is(headers['retry-after'], '30');
    t.regex(body, /role="alert">Too many wrong attempts\. Please try again in 30 seconds\.</);
    t.is(asked(), 5);
    t.is(hotspot.gate.store.authorisation(phone), undefined);
    clock.advance(30);
    t.is((await say('please')).status, 303);
  },
);

test.serial('each further wrong guess doubles the wait, up to an hour', async (t) => {
  const { say, waitAfter } = await guessing(t);
  for (let times = 0; times < 5; times += 1) await say('wrong');
  const waits: number[] = [];
  for (let times = 0; times < 9; times += 1) {
    const wait = await waitAfter('wrong');
    waits.push(wait);
    clock.advance(wait);
    t.is((await say('wrong')).status, 403);
  }
  t.deepEqual(waits, [30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600]);
});

test.serial('many guesses at once are no more than many in turn', async (t) => {
  const { say, asked } = await guessing(t);
  await say('wrong');
  const answers = await Promise.all(Array.from({ length: 40 }, () => say('wrong')));
  t.is(answers.filter(({ status }) => status === 403).length, 4);
  t.is(asked(), 5);
});

test.serial('what the method could not find out, or grants, counts for nothing', async (t) => {
  const { say } = await guessing(t);
  for (let times = 0; times < 20; times += 1) t.is((await say('silence')).status, 504);
  for (let times = 0; times < 20; times += 1) t.is((await say('please')).status, 303);
  t.is((await say('wrong')).status, 403);
});

test.serial('one device makes nobody else wait, however long it guesses at his account', async (t) => {
  const { say, waitAfter } = await guessing(t);
  let guesses = 0;
  for (const end = clock() + 86_400_000; clock() < end; guesses += 1) {
    const wait = await waitAfter('wrong');
    clock.advance(Math.max(wait, 1));
  }
  t.true(guesses > 30);
  t.is((await say('please', laptopAddress)).status, 303);
});

test.serial(
  'many devices make a stranger wait for an account, but no device that the account knows',
  async (t) => {
    const { hotspot, say } = await guessing(t);
    t.is((await say('please', laptopAddress)).status, 303);
    for (let number = 1; number <= 50; number += 1)
      t.is((await say('wrong', crowdAddress(number))).status, 403);
    const { status, headers } = await say('please', phoneAddress);
    t.deepEqual([status, headers['retry-after']], [429, '60']);
    t.is((await say('please', phoneAddress, 'bert')).status, 303, 'another account');
    t.is((await say('wrong', laptopAddress)).status, 403);
    t.is((await say('please', laptopAddress)).status, 303);
    clock.advance(60);
    t.is((await say('wrong', crowdAddress(51))).status, 403);
    t.is((await say('please', crowdAddress(52))).headers['retry-after'], '120');
    t.like(hotspot.gate.store.authorisation(laptop), { user: 'anna' });
  },
);

test.serial(
  'in a zone that is flooded one wrong guess is enough to wait, and whoever made none need not',
  async (t) => {
    const { hotspot, say } = await guessing(t);
    for (let number = 1; number <= 60; number += 1)
      for (let times = 0; times < 5; times += 1)
        t.is((await say('wrong', crowdAddress(number), `user ${number} ${times}`)).status, 403);
    t.is((await say('wrong', phoneAddress)).status, 403);
    t.is((await say('please', phoneAddress)).headers['retry-after'], '30');
    t.is((await say('please', laptopAddress)).status, 303);
    t.regex(hotspot.log.text(), /many wrong guesses in a zone/);
    clock.advance(600);
    t.is((await say('wrong', phoneAddress)).status, 403);
    t.is((await say('wrong', phoneAddress)).status, 403, 'the flood is over');
    t.truthy(hotspot.gate.store.authorisation(laptop));
    t.is(hotspot.gate.store.authorisation(clientNumber(1)), undefined);
  },
);

test.serial('steps of a method are guarded as well', async (t) => {
  const { hotspot, say } = await guessing(t);
  const token = tokenIn(await ask(hotspot.portal));
  for (let times = 0; times < 5; times += 1) await say('wrong');
  const answer = await post(hotspot, '/login/toy/hint', { token });
  t.deepEqual([answer.status, answer.headers['retry-after']], [429, '30']);
  t.is((await ask(hotspot.portal, { path: '/login/toy/hint?asked=x' })).status, 200);
});
