import { placeholderMistake } from './placeholders.ts';
import { say } from './said/said.ts';

/** Kinds of address that a camera may have, with the port that each means where none is written. */
const PORTS = { rtsp: 554, rtsps: 322, http: 80, https: 443 };
/** `rtsp` and `rtsps` give a stream, `http` and `https` pictures: a stream of JPEGs, or one each time it is asked. */
export type Scheme = keyof typeof PORTS;
/** How the media of RTSP may travel. */
export const TRANSPORTS = ['tcp', 'udp', 'multicast', 'http'] as const;

/** An address taken apart, or what is wrong with it in words that never hold the address itself. */
export type Address =
  | {
      readonly scheme: Scheme;
      /** User and password as they are written in it, if they are. */
      readonly userinfo?: string;
      /** Host and port as they are written; an IPv6 address in brackets. */
      readonly host: string;
      /** Without brackets; the zone of an IPv6 address after a bare `%`, as the system takes it. */
      readonly hostname: string;
      readonly port: number;
      /** Path and query, from `/` or `?` on, with their placeholders; empty without. */
      readonly path: string;
    }
  | { readonly mistake: string };

/** What keyboards for Chinese type in place of `:`, `/`, `.` and the like. */
const WIDE = /[\uFF01-\uFF5E\u3002]/u;

/** What would end a quoted word in a script, or the script's line. */
const UNSAFE = /[\s'"\\\p{Cc}]/u;

/**
 * Takes the address of a camera apart: the one rule of what is an address, for the config and for capture.
 * @example addressOf('rtsp://192.168.1.20/stream1') // host 192.168.1.20, port 554, path /stream1
 */
export function addressOf(text: string): Address {
  // Behind the host it may be meant.
  const [wide] = WIDE.exec(/^[^/]*(?:\/\/[^/?#]*)?/u.exec(text)![0]) ?? [];
  if (wide) {
    const narrow = wide === '。' ? '.' : wide.normalize('NFKC');
    return { mistake: say('address-wide', { wide, narrow }) };
  }
  const match = /^([a-z][a-z0-9+.-]*):(\/\/)?(?:([^/?#]*)@)?([^/?#@]*)([/?#].*)?$/isu.exec(text.trim());
  if (!match) return { mistake: say('address-none', {}) };
  const [, written = '', slashes, userinfo, host = '', path = ''] = match;
  const scheme = written.toLowerCase();
  if (!isScheme(scheme)) return { mistake: say('address-scheme', { scheme }) };
  if (!slashes || host === '') return { mistake: say('address-no-host', {}) };
  if (UNSAFE.test(host + path)) return { mistake: say('address-unsafe', {}) };
  const place = /^(\[[0-9a-f:.]+(?:%[\w.-]+)?\]|[^:[\]]+)(?::(\d+))?$/iu.exec(host);
  const port = place?.[2] === undefined ? PORTS[scheme] : Number(place[2]);
  if (!place || port < 1 || port > 65_535) return { mistake: say('address-no-port', {}) };
  const mistake = placeholderMistake(path);
  if (mistake) return { mistake };
  const hostname = place[1]!.replace(/^\[|\]$/g, '').replace(/%25(?=.)/u, '%');
  return { scheme, host, hostname, port, path, ...(userinfo !== undefined && { userinfo }) };
}

function isScheme(text: string): text is Scheme {
  return Object.hasOwn(PORTS, text);
}

/** Host and port of an address, without user, password and path; empty where it is none. */
export function hostOf(text: string): string {
  const address = addressOf(text);
  return 'mistake' in address ? '' : address.host;
}
