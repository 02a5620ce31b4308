import { isIP } from 'node:net';
import { z } from 'zod';

/** A topic to publish at, or that topics begin with. */
export const brokerTopic = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}+#$][^\p{Cc}+#]*$/u, 'must be a topic without + and #, such as roost');

/** Where a broker of MQTT is. */
export const brokerUrl = z.string().superRefine((value, ctx) => {
  const refuse = (message: string) => ctx.addIssue({ code: 'custom', message });
  if (!URL.canParse(value)) return refuse('must be an mqtt:// or mqtts:// address');
  const { protocol, username, password, hostname: host } = new URL(value);
  if (protocol !== 'mqtt:' && protocol !== 'mqtts:')
    return refuse(`starts with ${protocol} where mqtt:// or mqtts:// is needed`);
  if (host === '') return refuse('names no broker: write it as mqtts://broker.example.org:8883');
  if (username !== '' || password !== '')
    return refuse('holds a user or password; put them into secrets.env as ROOST_MQTT_USER and ROOST_MQTT_PASSWORD');
});

/** True for a broker in whose network a password may go in the open: on this machine, or in a private range. */
export function isNear(url: string): boolean {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  if (host === 'localhost') return true;
  if (isIP(host) === 4) return /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(host);
  return isIP(host) === 6 && /^(::1$|f[cd])/i.test(host);
}
