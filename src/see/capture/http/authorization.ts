import { createHash, randomBytes } from 'node:crypto';
import type { Credentials } from '../source.ts';

/** What is asked for. */
export interface Asked {
  readonly method: string;
  /** Path and query, as they stand in the request. */
  readonly uri: string;
}

/** Digest algorithms that are answered, the strongest first, with what Node calls their hash. */
const HASHES: readonly (readonly [string, string])[] = [
  ['SHA-512-256', 'sha512-256'],
  ['SHA-256', 'sha256'],
  ['MD5', 'md5'],
];

/** A scheme with its parameters: `Digest realm="cam", nonce="..."`. */
const SCHEME = /\b(Digest|Basic)\b((?:\s*,?\s*[a-z][\w-]*\s*=\s*(?:"(?:[^"\\]|\\.){0,512}"|[^\s,"]{0,512}))*)/gi;
const PARAMETER = /([a-z][\w-]*)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/gi;
/** No camera says more; what is longer is not read. */
const LONGEST = 8_192;

/**
 * The `Authorization` that answers a server's `WWW-Authenticate`: digest (RFC 7616, also as RFC 2617 had it) by the strongest
 * algorithm that is offered, else basic (RFC 7617).
 * @param client a nonce of our own; drawn where it is left out
 * @returns undefined where no scheme that is offered is known here
 */
export function answerTo(
  challenge: string,
  { user, password }: Credentials,
  { method, uri }: Asked,
  client = randomBytes(8).toString('hex'),
): string | undefined {
  const offered = [...challenge.slice(0, LONGEST).matchAll(SCHEME)].map(([, scheme = '', text = '']) => {
    const pairs = [...text.matchAll(PARAMETER)].map(
      ([, name = '', quoted, plain]) => [name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? plain ?? ''] as const,
    );
    return { scheme: scheme.toLowerCase(), of: Object.fromEntries(pairs) as Partial<Record<string, string>> };
  });
  for (const [algorithm, hash] of HASHES) {
    const digest = offered.find(
      ({ scheme, of }) => scheme === 'digest' && (of.algorithm ?? 'MD5').toUpperCase() === algorithm,
    );
    if (!digest) continue;
    const { realm = '', nonce = '', qop, opaque, algorithm: written } = digest.of;
    const h = (text: string) => createHash(hash).update(text, 'utf8').digest('hex');
    const who = h(`${user}:${realm}:${password}`);
    const what = h(`${method}:${uri}`);
    const auth = qop?.split(',').some((one) => one.trim().toLowerCase() === 'auth');
    const response = auth ? h(`${who}:${nonce}:00000001:${client}:auth:${what}`) : h(`${who}:${nonce}:${what}`);
    return [
      `Digest username=${quoted(user)}, realm=${quoted(realm)}, nonce=${quoted(nonce)}, uri=${quoted(uri)}, response="${response}"`,
      ...(written ? [`algorithm=${algorithm}`] : []),
      ...(auth ? [`qop=auth, nc=00000001, cnonce="${client}"`] : []),
      ...(opaque === undefined ? [] : [`opaque=${quoted(opaque)}`]),
    ].join(', ');
  }
  if (offered.some(({ scheme }) => scheme === 'basic'))
    return `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;
  return undefined;
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
