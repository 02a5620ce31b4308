import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Options } from 'pacote';
import { z } from 'zod';
import { messageOf, RoostError } from '../../base/errors.ts';

/** npm asks its files and its environment only; it needs no network for this. */
const SLOWEST_MS = 20_000;

const Settings = z.looseObject({
  registry: z.string(),
  cache: z.string(),
  proxy: z.string().nullish(),
  'https-proxy': z.string().nullish(),
  noproxy: z.union([z.string(), z.array(z.string())]).nullish(),
  ca: z.union([z.string(), z.array(z.string())]).nullish(),
  cafile: z.string().nullish(),
  'strict-ssl': z.boolean(),
});

/**
 * The user's npm configuration as pacote takes it: registry, also per scope, cache, proxies and certificates. Asked of
 * npm itself, because pacote reads neither `.npmrc` nor the environment. Npm keeps logins to itself, so a registry that
 * demands one is out of reach.
 * @throws RoostError where npm does not answer
 */
export async function npmConfig(signal?: AbortSignal): Promise<Options> {
  const settings = await ask(signal);
  const { registry, cache, proxy, noproxy, ca, cafile } = settings;
  const through = settings['https-proxy'] ?? proxy;
  const trusted = ca ?? (cafile ? await readFile(cafile, 'utf8') : undefined);
  const scopes = Object.entries(settings).filter(([key, value]) => /^@.+:registry$/.test(key) && value);
  return {
    ...Object.fromEntries(scopes),
    registry,
    cache: join(cache, '_cacache'),
    strictSSL: settings['strict-ssl'],
    ...(through ? { proxy: through } : {}),
    ...(noproxy ? { noProxy: noproxy } : {}),
    ...(trusted ? { ca: trusted } : {}),
  };
}

async function ask(signal: AbortSignal | undefined): Promise<z.infer<typeof Settings>> {
  try {
    const options = { timeout: SLOWEST_MS, maxBuffer: 1 << 24, ...(signal ? { signal } : {}) };
    const { stdout } = await promisify(execFile)('npm', ['config', 'list', '--json'], options);
    return Settings.parse(JSON.parse(stdout));
  } catch (cause) {
    signal?.throwIfAborted();
    throw new RoostError('read npm configuration', 'npm config list', messageOf(cause), 'Is npm installed?', { cause });
  }
}
