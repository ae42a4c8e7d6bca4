export const webKit = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';
export const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko)';

/** What sign-in sheets call themselves. */
export const sheets = {
  iPhone: `Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) ${webKit} Mobile/15E148`,
  iPad: `Mozilla/5.0 (iPad; CPU OS 16_3 like Mac OS X) ${webKit} Mobile/15E148`,
  Mac: `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${webKit}`,
  Android: `Mozilla/5.0 (Linux; Android 14; Pixel 8 Build/AP1A.240305.019; wv) ${chrome} Version/4.0 Chrome/122.0.6261.64 Mobile Safari/537.36`,
} as const;
