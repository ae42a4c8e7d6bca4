import test from 'ava';
import { MemoryFirewall } from '../../../src/firewall/memory-firewall.js';
import type { Found } from '../../../src/garden/dns-look-up.js';
import type { HostName } from '../../../src/garden/host-name.js';
import { type HostPort, parseHostPort } from '../../../src/login/oidc/host-port.js';
import { Passes } from '../../../src/login/oidc/passes.js';
import { address, laptop, phone } from '../../clients.js';
import { handClock } from '../../hand-clock.js';
import { recordedLog } from '../../recorded-log.js';

const target = (text: string) => parseHostPort(text) as HostPort;
const idp = target('idp.example');

function parts() {
  const clock = handClock();
  const firewall = new MemoryFirewall(clock);
  const names: Record<string, [string, number][]> = { 'idp.example': [['192.0.2.1', 30]] };
  const failures: Found['failures'][number][] = [];
  const questions: HostName[] = [];
  const fault: { current?: Error } = {};
  const passes = new Passes({
    lastSeconds: 600,
    letReach: async (given) => {
      if (fault.current) throw fault.current;
      await firewall.letReach(given);
    },
    lookUp: async (name) => {
      questions.push(name);
      const answers = (names[name] ?? []).map(([text, ttlSeconds]) => ({
        address: address(text),
        ttlSeconds,
      }));
      return { answers, failures: [...failures] };
    },
    clock,
    log: recordedLog(),
  });
  const reached = (client = phone) =>
    firewall.passesOf(client).map(({ address, port, seconds }) => `${address} ${port} ${seconds}`);
  return { clock, passes, names, failures, fault, questions, reached };
}

test('a device reaches all addresses of a provider’s hosts for ten minutes, and nobody else does', async (t) => {
  const { clock, passes, names, reached } = parts();
  names['static.example'] = [
    ['192.0.2.2', 60],
    ['2001:db8::2', 60],
  ];
  await passes.give(phone, [idp, target('static.example:8443'), target('10.0.0.5')]);
  t.deepEqual(reached(), [
    '192.0.2.1 443 600',
    '192.0.2.2 8443 600',
    '2001:db8::2 8443 600',
    '10.0.0.5 443 600',
  ]);
  t.deepEqual(reached(laptop), []);
  clock.advance(600);
  await passes.refresh();
  t.deepEqual(reached(), []);
});

test('where a name has another address after some time, that is reached as well, for the rest of the time', async (t) => {
  const { clock, passes, names, reached } = parts();
  await passes.give(phone, [idp]);
  names['idp.example'] = [['192.0.2.9', 30]];
  clock.advance(29);
  await passes.refresh();
  t.deepEqual(reached(), ['192.0.2.1 443 571']);
  clock.advance(1);
  await passes.refresh();
  t.deepEqual(reached(), ['192.0.2.1 443 570', '192.0.2.9 443 570']);
});

test('where one kind of record could not be found out at first, those on their way reach its addresses soon', async (t) => {
  const { clock, passes, names, failures, reached } = parts();
  names['idp.example'] = [['192.0.2.1', 3_600]];
  failures.push({ record: 'AAAA', reason: 'no name server answers' });
  await passes.give(phone, [idp]);
  names['idp.example'].push(['2001:db8::1', 3_600]);
  failures.pop();
  clock.advance(10);
  await passes.refresh();
  t.deepEqual(reached(), ['192.0.2.1 443 590', '2001:db8::1 443 590']);
});

test('an address that could not be opened when it was found is opened soon', async (t) => {
  const { clock, passes, names, fault, reached } = parts();
  await passes.give(phone, [idp]);
  names['idp.example'] = [['192.0.2.9', 30]];
  clock.advance(30);
  fault.current = new Error('nft ended');
  await t.throwsAsync(passes.refresh(), { message: 'nft ended' });
  delete fault.current;
  clock.advance(10);
  await passes.refresh();
  t.deepEqual(reached(), ['192.0.2.1 443 560', '192.0.2.9 443 560']);
});

test('who comes later does not wait for answers that are still good, and has them all', async (t) => {
  const { passes, questions, reached } = parts();
  await passes.give(phone, [idp]);
  await passes.give(laptop, [idp]);
  t.deepEqual(reached(laptop), ['192.0.2.1 443 600']);
  t.is(questions.length, 1);
});

test('nobody is asked for names that nobody needs', async (t) => {
  const { clock, passes, questions } = parts();
  await passes.refresh();
  await passes.give(phone, [idp]);
  clock.advance(600);
  await passes.refresh();
  t.is(questions.length, 1);
});

test('an answer that leads inside opens nothing', async (t) => {
  const { passes, names, reached } = parts();
  names['idp.example'] = [
    ['10.0.0.1', 30],
    ['fd00::1', 30],
    ['127.0.0.1', 30],
  ];
  await t.throwsAsync(passes.give(phone, [idp]), { name: 'PortalError', message: /has a public address/ });
  t.deepEqual(reached(), []);
});
