import { RoostError } from '../../base/errors.ts';
import type { Access } from '../access/access.ts';
import type { Reached } from './app.ts';
import type { CertificateFiles } from './certificate.ts';
import { isLoopback } from './origin.ts';

/** How a server is reached, and with what. */
export interface Reaching {
  /** 127.0.0.1 unless told otherwise; any address beyond this machine needs a token. */
  readonly host?: string;
  /** From ROOST_API_TOKEN: an admin's, beside those that are kept in the data folder. */
  readonly token?: string;
  /** With these files it speaks TLS, and reads them again when they change. */
  readonly tls?: CertificateFiles;
  /** Addresses and networks of proxies whose word on who asks is believed; none when left out. */
  readonly trustedProxies?: readonly string[];
  /** Below which path a proxy shows this box, e.g. `/roost`. */
  readonly basePath?: string;
  /** Where people reach it through others, e.g. `https://roost.example.org`. */
  readonly publicAddress?: string;
}

/** Least characters of a token that people think up. */
const LEAST_TOKEN = 16;

/** What the log says then. */
export const IN_CLEAR =
  'tokens go over the network as plain text: give the box a certificate (api.tls), or put a proxy before it; docs/security.md';

/** What the app has to know of it. */
export function reachedBy({ trustedProxies = [], basePath = '', publicAddress = '' }: Reaching): Reached {
  return { trustedProxies, basePath, origins: publicAddress === '' ? [] : [new URL(publicAddress).origin] };
}

/** True where nobody beyond this machine can reach the box, as far as it is told. */
export function isAlone({ host = '127.0.0.1', trustedProxies = [], basePath = '', publicAddress = '' }: Reaching) {
  return isLoopback(host) && trustedProxies.length === 0 && basePath === '' && publicAddress === '';
}

/** True where tokens go over the network as plain text, as far as it is told. */
export function isInClear({ host = '127.0.0.1', tls, trustedProxies = [] }: Reaching): boolean {
  return !isLoopback(host) && !tls && trustedProxies.length === 0;
}

/** @throws RoostError where others are to reach the box and no token says who may, or where a token could be guessed */
export function requireToken(options: Reaching, access: Access): void {
  const { host = '127.0.0.1', token, trustedProxies = [], basePath = '' } = options;
  if (token !== undefined && token.trim().length < LEAST_TOKEN)
    throw new RoostError(
      'start server',
      'ROOST_API_TOKEN',
      `it is shorter than ${LEAST_TOKEN} characters`,
      'Make one with `openssl rand -hex 24`',
    );
  const open = isLoopback(host) && trustedProxies.length === 0 && basePath === '';
  if (open || !knownToHaveNone(access)) return;
  throw new RoostError(
    'start server',
    host,
    'being reached from beyond this machine needs a token',
    'Run: roost token add NAME --role admin. Or set ROOST_API_TOKEN to a long random word (e.g. `openssl rand -hex 24`), or listen on 127.0.0.1 without a proxy',
  );
}

/** False where it cannot be read: then nobody is let in, and the box counts on. */
function knownToHaveNone(access: Access): boolean {
  try {
    return access.withoutTokens;
  } catch {
    return false;
  }
}
