import { join } from 'node:path';
import { portalUrl, siteUrl } from './addresses.js';
import { atTheCounter, becomeOperator, linkIn, site } from './counter.js';
import { gatewayTests } from './gateway-tests.js';
import { enterVoucher } from './login.js';

const test = gatewayTests(['chromium', 'pdftotext', 'pdftoppm', 'zbarimg'], {
  zoneKeys: { guest: { login: ['voucher'] } },
  plans: { 'day-pass': { duration: '24h' } },
});

const count = 9;

test('the desk makes vouchers and prints them: each code can be read and scanned from the paper, and lets a guest in', async (t, hotspot) => {
  const browser = await atTheCounter(t, hotspot);
  const link = linkIn((await hotspot.daemon.run('operator', 'add', 'anna', '--role', 'desk')).stdout);
  const desk = await becomeOperator(browser, link);
  await desk.goto(`${site}vouchers`);
  await desk.getByLabel('How many').fill(String(count));
  const [sheet] = await Promise.all([
    desk.context().waitForEvent('page'),
    desk.getByRole('button', { name: 'Make them' }).click(),
  ]);
  await sheet.locator('.code').first().waitFor();
  const codes = await sheet.locator('.code').allInnerTexts();
  t.is(new Set(codes).size, count);

  const [paper, picture] = [join(hotspot.directory, 'sheet.pdf'), join(hotspot.directory, 'sheet')];
  await sheet.pdf({ path: paper, preferCSSPageSize: true });
  const { stdout: printed } = await hotspot.gateway.run('pdftotext', ['-layout', paper, '-']);
  t.deepEqual(
    codes.filter((code) => !printed.includes(code)),
    [],
  );
  await hotspot.gateway.run('pdftoppm', ['-r', '300', '-png', paper, picture]);
  const pictures = ['sh', '-c', `zbarimg --quiet --raw ${picture}*.png`] as const;
  const { stdout: scanned } = await hotspot.gateway.run(pictures[0], pictures.slice(1));
  t.deepEqual(scanned.trim().split('\n').sort(), codes.map((code) => `${portalUrl}?voucher=${code}`).sort());

  const guest = await hotspot.addPhone();
  t.is(await enterVoucher(guest, codes[0]), '303');
  t.is(await guest.status(siteUrl), '200');
  await desk.reload();
  t.regex(await desk.getByRole('row', { name: /anna/ }).innerText(), /8 of 9/);
  t.false(hotspot.daemon.log.includes(codes[0] ?? ''));
});
