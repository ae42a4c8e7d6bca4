import test from 'ava';
import { isApple, isSignInSheet } from '../../../src/login/oidc/sheet.js';
import { chrome, sheets, webKit } from './user-agents.js';

const browsers = [
  `Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) ${webKit} Version/17.5 Mobile/15E148 Safari/604.1`,
  `Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) ${webKit} CriOS/125.0.6422.80 Mobile/15E148 Safari/604.1`,
  `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${webKit} Version/17.5 Safari/605.1.15`,
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:126.0) Gecko/20100101 Firefox/126.0',
  `Mozilla/5.0 (Linux; Android 10; K) ${chrome} Chrome/125.0.0.0 Mobile Safari/537.36`,
  'Mozilla/5.0 (Android 14; Mobile; rv:126.0) Gecko/126.0 Firefox/126.0',
  `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Chrome/125.0.0.0 Safari/537.36 Edg/125.0.0.0`,
  `Mozilla/5.0 (X11; Linux x86_64) ${chrome} HeadlessChrome/120.0.0.0 Safari/537.36`,
  'curl/7.88.1',
  '',
];

for (const [device, userAgent] of Object.entries(sheets))
  test(`the sign-in sheet of ${device} is known for one`, (t) => {
    t.true(isSignInSheet(userAgent));
    t.is(isApple(userAgent), device !== 'Android');
  });

for (const userAgent of browsers)
  test(`a browser is no sign-in sheet: ${userAgent}`, (t) => {
    t.false(isSignInSheet(userAgent));
  });
