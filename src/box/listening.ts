import type { Config } from '../know/config/config.ts';
import type { ServerLog } from '../tell/server/deps.ts';
import type { ServerOptions } from '../tell/server/server.ts';

/** Where and how the API listens. */
export function serverOptions({ site, data, secrets }: Config, log: ServerLog): ServerOptions {
  const { host, port } = site.api;
  return { dataFolder: data, host, port, log, ...(secrets.apiToken ? { token: secrets.apiToken } : {}) };
}
