import { isIPv6 } from 'node:net';
import { addressOf, type Scheme, type TRANSPORTS } from '../../base/address.ts';
import { RoostError } from '../../base/errors.ts';
import { fillPlaceholders, hasPlaceholders, percentEncoded } from '../../base/placeholders.ts';

/** User and password of a camera, as written by a person (not percent-encoded). */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/**
 * How the media of RTSP travel: interleaved in its connection, as UDP datagrams beside it, to all who listen (multicast), or with RTSP
 * itself inside of HTTP, where nothing else gets through.
 */
export type Transport = (typeof TRANSPORTS)[number];

/** A camera's address, taken apart so that its secrets cannot be printed by accident. */
export interface Source {
  readonly scheme: Scheme;
  /** Path and query as an HTTP request names them, with what is secret in them. */
  readonly target: string;
  readonly credentials?: Credentials;
  /** The address without user and password, with its placeholders: safe to show. */
  readonly shown: string;
  /** The address with user and password, percent-encoded: for the script on the pipe only. */
  readonly secret: string;
  /** Every spelling of the secrets that a program may print. */
  readonly secrets: readonly string[];
  /** Host and port, for messages. */
  readonly host: string;
  /** Where its server listens: the address that it was given for, else its name. */
  readonly hostname: string;
  /** True where that is an address that stands for the name: it is not looked up again. */
  readonly pinned: boolean;
  readonly port: number;
  readonly transport: Transport;
}

/**
 * Takes the address of a camera apart, and fills in `{user}` and `{password}` where its path or query names them. Credentials given beside it win
 * over those written in it.
 * @param address IPv4 or IPv6, without brackets, to connect to in place of looking the host up: what a check found harmless is what is
 *   reached. By rtsps the host is looked up all the same, as TLS names it
 * @throws RoostError if it is no address of a camera, or names a user or password that nobody gave; the message never holds
 * the address
 */
export function source(url: string, transport: Transport = 'tcp', credentials?: Credentials, address?: string): Source {
  const read = addressOf(url);
  if ('mistake' in read) {
    throw new RoostError(
      'read address of',
      'the camera',
      `it ${read.mistake}`,
      'Write it as rtsp://host:554/path, without user and password',
    );
  }
  const { scheme, userinfo, host, port, path } = read;
  const written = userinfo !== undefined && !hasPlaceholders(userinfo) ? userinfo : undefined;
  const known = credentials ?? splitUserinfo(written);
  const shown = `${scheme}://${host}${path}`;
  const hostname = address ?? read.hostname;
  const pinned = address !== undefined;
  const place = { scheme, target: targetOf(path), host, hostname, pinned, port, transport };
  if (!known && hasPlaceholders(url))
    throw new RoostError(
      'read address of',
      'the camera',
      'it names {user} or {password}, and neither is known',
      'Put them into secrets.env or the environment',
    );
  const pinnedHost = pinned && scheme === 'rtsp' && `${isIPv6(hostname) ? `[${hostname}]` : hostname}:${port}`;
  const reached = pinnedHost || host.replace(/%25(?=[^\]]+\])/, '%');
  if (!known) return { shown, secret: `${scheme}://${reached}${path}`, secrets: [], ...place };
  const login = `${percentEncoded(known.user)}:${percentEncoded(known.password)}`;
  const filled = fillPlaceholders(path, known);
  const { password } = known;
  const spellings = [login, password, percentEncoded(password), encodeURIComponent(password), encodeURI(password)];
  const secrets = new Set([...spellings, ...(written ? [written] : []), ...(filled === path ? [] : [filled])]);
  return {
    shown,
    secret: `${scheme}://${login}@${reached}${filled}`,
    secrets: [...secrets].filter((secret) => secret !== ''),
    ...place,
    target: targetOf(filled),
    credentials: known,
  };
}

/** True where a camera gives pictures by HTTP, not a stream by RTSP. */
export function givesPictures({ scheme }: Pick<Source, 'scheme'>): boolean {
  return scheme === 'http' || scheme === 'https';
}

function targetOf(path: string): string {
  return path.replace(/#.*$/s, '').replace(/^(?!\/)/, '/');
}

function splitUserinfo(written: string | undefined): Credentials | undefined {
  if (!written) return undefined;
  const colon = written.indexOf(':');
  const user = colon < 0 ? written : written.slice(0, colon);
  return { user: decode(user), password: colon < 0 ? '' : decode(written.slice(colon + 1)) };
}

/** Addresses copied from elsewhere hold stray `%`: such text is taken as it stands. */
function decode(text: string): string {
  return /^(?:[^%]|%[0-9a-f]{2})*$/i.test(text) ? Buffer.from(unescapeBytes(text), 'latin1').toString('utf8') : text;
}

function unescapeBytes(text: string): string {
  const bytes = Buffer.from(text, 'utf8').toString('latin1');
  return bytes.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
