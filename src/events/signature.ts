import { createHmac } from 'node:crypto';

const prefix = 'whsec_';

/**
 * The headers of Standard Webhooks (standardwebhooks.com): HMAC-SHA-256 of id, time and body, so that a receiver knows who
 * sent it, and refuses what is old. A secret that begins with `whsec_` goes on in Base64; any other is taken as it is.
 */
export function signatureHeaders(
  secret: string,
  id: string,
  seconds: number,
  body: string,
): Record<string, string> {
  const key = secret.startsWith(prefix) ? Buffer.from(secret.slice(prefix.length), 'base64') : secret;
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': `v1,${signature}`,
  };
}
