import { resolve } from 'node:path';
import type { Config } from '../know/config/config.ts';
import type { ServerLog } from '../tell/server/deps.ts';
import type { ServerOptions } from '../tell/server/server.ts';

/** Where and how the API listens. */
export function serverOptions({ site, data, folder, secrets }: Config, log: ServerLog): ServerOptions {
  const { tls, ...listens } = site.api;
  const { basePath, publicAddress } = site;
  return {
    ...{ dataFolder: data, ...listens, basePath, publicAddress, log },
    ...(tls && { tls: { cert: resolve(folder, tls.cert), key: resolve(folder, tls.key) } }),
    ...(secrets.apiToken !== undefined && { token: secrets.apiToken }),
  };
}
