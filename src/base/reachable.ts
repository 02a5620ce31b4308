import { type LookupAddress, type LookupAllOptions, lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { RoostError } from './errors.ts';
import { say } from './said/said.ts';

/** Resolves a name to all of its addresses; rejects where it has none. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

/**
 * Where nothing of a box's may be sent: link-local addresses, at which clouds tell their machines secrets, the same by other ways
 * of writing them, what is no single host, and what no host may have. Loopback and private networks are not among them: a site's
 * own broker, mail server or receiver stands there.
 */
const REFUSED = new BlockList();
REFUSED.addSubnet('0.0.0.0', 8, 'ipv4');
REFUSED.addSubnet('169.254.0.0', 16, 'ipv4');
REFUSED.addSubnet('224.0.0.0', 4, 'ipv4');
REFUSED.addSubnet('240.0.0.0', 4, 'ipv4');
// The metadata service of Alibaba Cloud, and that of Oracle Cloud, outside of the link-local range.
REFUSED.addAddress('100.100.100.200', 'ipv4');
REFUSED.addAddress('192.0.0.192', 'ipv4');
REFUSED.addAddress('::', 'ipv6');
REFUSED.addSubnet('fe80::', 10, 'ipv6');
REFUSED.addSubnet('ff00::', 8, 'ipv6');
// The metadata service of Amazon's cloud.
REFUSED.addAddress('fd00:ec2::254', 'ipv6');
// 169.254.0.0/16 as IPv4-compatible, through NAT64 and 6to4 (RFC 4291, 6052, 3056).
REFUSED.addSubnet('::a9fe:0', 112, 'ipv6');
REFUSED.addSubnet('64:ff9b::a9fe:0', 112, 'ipv6');
REFUSED.addSubnet('2002:a9fe::', 32, 'ipv6');

/** True for an address at which nothing of a box's may arrive. @param address IPv4 or IPv6, without brackets */
export function isRefused(address: string): boolean {
  const [plain = ''] = address.split('%');
  const family = isIP(plain);
  if (family === 0) return true;
  // An IPv4 address written as IPv6 (`::ffff:a9fe:a9fe`) is held against the rules of IPv4 by the list itself.
  return REFUSED.check(plain, family === 4 ? 'ipv4' : 'ipv6');
}

/** What the system says of a name. */
const systemResolve: Resolve = (hostname) =>
  new Promise((resolve, reject) => {
    const options: LookupAllOptions = { all: true, verbatim: true };
    lookup(hostname, options, (error, addresses) => (error ? reject(error) : resolve(addresses)));
  });

/**
 * The addresses of a host, each of which may be reached. Whoever connects must connect to one of these and not ask for the name
 * again: a name may resolve to another address a moment later.
 * @param hostname a name, or an address without brackets
 * @throws RoostError (rejects) where the name has an address that is refused, or none
 */
export async function reachable(hostname: string, resolve: Resolve = systemResolve): Promise<readonly LookupAddress[]> {
  const family = isIP(hostname);
  const addresses =
    family > 0
      ? [{ address: hostname, family }]
      : await resolve(hostname).catch((cause: Error) => {
          throw new RoostError('reach', hostname, say('address-unknown-name', { why: cause.message }), '', { cause });
        });
  const refused = addresses.find(({ address }) => isRefused(address));
  if (refused) throw new RoostError('reach', hostname, say('address-forbidden', { address: refused.address }));
  if (addresses.length === 0) throw new RoostError('reach', hostname, say('address-unknown', {}));
  return addresses;
}

/** {@link reachable} in the form in which sockets ask for it: what it answers is what they connect to. */
export function guardedLookup(resolve: Resolve = systemResolve): LookupFunction {
  return (hostname, options, callback) => {
    reachable(hostname, resolve).then(
      (addresses) => {
        if (options.all) callback(null, [...addresses]);
        else callback(null, addresses[0]!.address, addresses[0]!.family);
      },
      (error: Error) => callback(error, ''),
    );
  };
}
