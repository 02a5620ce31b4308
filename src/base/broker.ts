import type { IClientOptions } from 'mqtt';
import { reachable } from './reachable.ts';

/**
 * What every connection to a broker of MQTT has in common: MQTT 5, the very address that was found harmless (see {@link reachable}) under
 * the certificate of its name, and no tries of its own, for whoever connects waits by one rule.
 * @param url `mqtt://` or `mqtts://`, without user and password
 * @throws RoostError (rejects) where nothing may be sent there, or the name has no address
 */
export async function brokerOptions(
  url: string,
  login: { readonly user: string; readonly password: string } | undefined,
): Promise<IClientOptions> {
  const { hostname } = new URL(url);
  const [first] = await reachable(hostname.replace(/^\[|\]$/g, ''));
  return {
    protocolVersion: 5,
    reconnectPeriod: 0,
    ...(login && { username: login.user, password: login.password }),
    lookup: (_name: string, _options: object, found: (error: null, address: string, family: number) => void) =>
      found(null, first!.address, first!.family),
    servername: hostname,
  } as IClientOptions;
}
