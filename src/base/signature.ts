import { createHmac } from 'node:crypto';

/**
 * The signature of a body: `t=<seconds>,v1=<hex>`, the hex an HMAC-SHA-256 over `<seconds>.<body>`. The receiver computes
 * the same, compares both in constant time, and refuses what is older than a few minutes.
 */
export function signature(secret: string, seconds: number, body: string): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}
