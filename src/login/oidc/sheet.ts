/**
 * Whether it is the sign-in sheet of a phone, or another view of the web within an app, by what these say of themselves:
 * Apple's leave out the "Safari/…" that every browser on these devices has, Android's WebView says "wv".
 */
export function isSignInSheet(userAgent: string): boolean {
  if (/\bCaptiveNetworkSupport\b|; wv\)/.test(userAgent)) return true;
  return /\((iPhone|iPad|iPod|Macintosh);.*AppleWebKit\//.test(userAgent) && !/ Safari\//.test(userAgent);
}

export const isApple = (userAgent: string) =>
  /\((iPhone|iPad|iPod|Macintosh);|CaptiveNetworkSupport/.test(userAgent);
