import { gatewayTests } from '../e2e/gateway-tests.js';
import { logIn } from '../e2e/login.js';
import { type Family, families, marked, seenOutside, sendPackets, wayOut } from './attacker.js';
import { neverForwarded, waysOut } from './attempts.js';

const test = gatewayTests(['ping']);

for (const family of Object.keys(families) as Family[]) {
  test(`no ${family} packet of a captive device leaves the gateway, and each of an online one does`, async (t, hotspot) => {
    const [captive, online] = [await hotspot.addPhone(), await hotspot.addPhone()];
    await logIn(online);
    const attempts = [captive, online].map((phone) => ({
      phone,
      tries: marked(waysOut, phone === captive ? 'captive' : 'online'),
    }));
    const marks = attempts.flatMap(({ tries }) => tries.map(({ mark }) => mark));
    const seen = await seenOutside(hotspot, marks, async () => {
      for (const { phone, tries } of attempts) {
        const way = wayOut(family, phone);
        await sendPackets(
          hotspot,
          phone,
          tries.flatMap(({ packets }) => packets(way)),
        );
      }
    });
    t.deepEqual(
      seen,
      marks.filter((mark) => mark.startsWith('<online')),
    );
  });

  test(`${family} packets that belong to no connection are forwarded for nobody`, async (t, hotspot) => {
    const [captive, online] = [await hotspot.addPhone(), await hotspot.addPhone()];
    await logIn(online);
    const tries = marked(neverForwarded, 'stray');
    const marks = tries.map(({ mark }) => mark);
    const seen = await seenOutside(hotspot, marks, async () => {
      for (const phone of [captive, online]) {
        const way = wayOut(family, phone);
        await sendPackets(
          hotspot,
          phone,
          tries.flatMap(({ packets }) => packets(way)),
        );
      }
    });
    t.deepEqual(seen, []);
  });
}
