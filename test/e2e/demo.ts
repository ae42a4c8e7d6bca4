// `npm run demo`: a whole hotspot on this machine, from an unknown device to "you are online" and back, for a person to
// watch. Every command that is shown is the one that runs, with real programs in namespaces of their own.
import { siteUrl } from './addresses.js';
import { connectionReset, endOf, startDownload } from './downloads.js';
import { Hotspot } from './hotspot.js';
import { formIn, loginUrlIn } from './login.js';
import { Narrator } from './narrator.js';
import { obstacle } from './obstacle.js';

const narrator = new Narrator();
const reason = obstacle();
if (reason === undefined) {
  narrator.say(
    'Building a hotspot out of network namespaces: a phone, a gateway with gate511, and an internet.',
  );
  const hotspot = await Hotspot.open();
  try {
    await walkThrough(hotspot);
  } catch (error) {
    narrator.fail(error);
  }
  narrator.say('Clearing everything away.');
  await hotspot.close();
} else {
  narrator.fail(reason);
}

async function walkThrough(hotspot: Hotspot): Promise<void> {
  const phone = await hotspot.addPhone();
  narrator.add(`"phone $" below is: ip netns exec ${phone.namespace.name}`);
  narrator.add(`"gateway $" is:     ip netns exec ${hotspot.gateway.name}`);
  const onPhone = (...curl: string[]) => narrator.show('phone', phone.namespace, ['curl', ...curl]);
  const onGateway = (...args: string[]) =>
    narrator.show('gateway', hotspot.gateway, hotspot.daemon.command(...args));

  narrator.say(
    `A phone that nobody knows, ${phone.mac}, opens a site. The gateway answers in its place, and says so.`,
  );
  const intercepted = await onPhone('-si', siteUrl);
  narrator.expect(intercepted.stdout.startsWith('HTTP/1.1 511 '), 'the phone hears 511');

  narrator.say('What is encrypted is not touched: it is refused, at once.');
  const refused = await onPhone('-sS', siteUrl.replace('http:', 'https:'));
  narrator.expect(refused.code === 7, 'the connection is refused');

  const loginUrl = loginUrlIn(intercepted.stdout);
  narrator.say('The phone follows the link to the login page.');
  const page = await onPhone('-s', loginUrl);
  narrator.expect(page.code === 0, 'the login page is there');

  narrator.say('Its owner accepts the terms: the form is sent.');
  const answer = await onPhone('-si', ...formIn(page.stdout, loginUrl));
  narrator.expect(answer.stdout.startsWith('HTTP/1.1 303 '), 'the login is accepted');

  narrator.say('The phone is online, by IPv4 and by IPv6.');
  for (const family of ['-4', '-6']) {
    const { stdout } = await onPhone(family, '-s', siteUrl);
    narrator.expect(stdout.includes('The original page'), 'the phone reads the original page');
  }

  narrator.say('The operator looks who is there.');
  const clients = await onGateway('clients');
  narrator.expect(clients.stdout.includes('authorised'), 'the phone is authorised');

  narrator.say('The phone begins a long download, and the operator ends its authorisation.');
  narrator.add(`phone $ curl ${siteUrl}stream > /dev/null &`);
  const download = await startDownload(phone);
  const revoked = await onGateway('revoke', phone.mac);
  narrator.expect(revoked.code === 0, 'the authorisation is ended');
  narrator.expect(connectionReset.test(await endOf(download)), 'the download is cut at once');

  narrator.say('The phone is captive again.');
  const again = await onPhone('-si', siteUrl);
  narrator.expect(again.stdout.startsWith('HTTP/1.1 511 '), 'the phone hears 511');
}
