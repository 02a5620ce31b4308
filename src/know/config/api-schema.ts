import { isIP } from 'node:net';
import { z } from 'zod';

/** An address, a network such as 10.0.0.0/8, or `loopback`. */
const proxy = z.string().refine((text) => {
  if (text === 'loopback') return true;
  const [address = '', bits, ...more] = text.split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return most > 0 && more.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most));
}, 'must be an address, a network such as 10.0.0.0/8, or loopback');

/** `api` in `roost.yaml`. */
export const apiSchema = z
  .strictObject({
    host: z.string().default('127.0.0.1'),
    port: z.number().int().min(0).max(65535).default(8420),
    /** A certificate of its own; relative to roost.yaml. */
    tls: z.strictObject({ cert: z.string().min(1), key: z.string().min(1) }).optional(),
    /** Proxies whose word on who asks, and by which scheme and name, is believed. */
    trustedProxies: z.array(proxy).default([]),
  })
  .default({ host: '127.0.0.1', port: 8420, trustedProxies: [] });

/** `basePath` in `roost.yaml`: below which path a proxy shows the box; empty at the top. */
export const basePathSchema = z
  .string()
  .regex(/^((\/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+)?$/, 'must begin with a slash and end with none, e.g. /roost');
