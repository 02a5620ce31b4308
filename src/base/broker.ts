import type { IClientOptions } from 'mqtt';
import { guardedLookup, reachable } from './reachable.ts';

/**
 * What every connection to a broker of MQTT has in common: MQTT 5, the very address that was found harmless (see {@link reachable}),
 * and no tries of its own, for whoever connects waits by one rule.
 * @param url `mqtt://` or `mqtts://`, without user and password
 * @throws RoostError (rejects) where nothing may be sent there, or the name has no address
 */
export async function brokerOptions(
  url: string,
  login: { readonly user: string; readonly password: string } | undefined,
): Promise<IClientOptions> {
  // Sockets look names up, but connect to an address without asking; a name that leads nowhere is told of before anything is sent.
  await reachable(new URL(url).hostname.replace(/^\[|\]$/g, ''));
  return {
    protocolVersion: 5,
    reconnectPeriod: 0,
    ...(login && { username: login.user, password: login.password }),
    lookup: guardedLookup(),
  } as IClientOptions;
}
