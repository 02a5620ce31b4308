import { isIPv6 } from 'node:net';
import type { Request, RequestHandler } from 'express';
import { Problem } from './problem.ts';

/** True for names and addresses that only this machine can reach. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^(::ffff:)?127(\.\d{1,3}){3}$/.test(host);
}

/**
 * One client as limits count them: an address, or of IPv6 the network that one subscriber has (/64), where somebody may take as
 * many addresses as they like.
 */
export function clientOf({ ip = '' }: Pick<Request, 'ip'>): string {
  const plain = ip.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.toLowerCase().split('%')[0]!.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail ? tail.split(':') : [];
  const all =
    tail === undefined ? left : [...left, ...Array(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
  return `${all.slice(0, 4).join(':')}::/64`;
}

/**
 * Refuses what a page from elsewhere has a browser send, by what browsers say of themselves: such a page could not read the
 * answer, but could have the box work, or change something in the name of who has its page open. A link from elsewhere that a
 * person follows is let through, to be read and no more.
 * Who has a signed address has it from elsewhere, and may.
 * @param known origins under which the box is known, e.g. of its public address
 */
export function ownPages(known: readonly string[]): RequestHandler {
  return (request, response, next) => {
    if (response.locals.who !== undefined) return next();
    const origin = request.headers.origin;
    if (origin !== undefined && origin !== ownOrigin(request) && !known.includes(origin))
      throw new Problem(403, 'Pages from elsewhere may link to this box, not ask it');
    const site = request.headers['sec-fetch-site'];
    if (site === undefined || site === 'same-origin' || site === 'none' || isFollowedLink(request)) return next();
    throw new Problem(403, 'Pages from elsewhere may link to this box, not load from it or send to it');
  };
}

/** Scheme, host and port of the request, as the browser sees them. */
function ownOrigin({ protocol, host }: Request): string {
  return `${protocol}://${host}`;
}

function isFollowedLink({ method, headers }: Request): boolean {
  const reads = method === 'GET' || method === 'HEAD';
  return (
    reads &&
    headers['sec-fetch-mode'] === 'navigate' &&
    headers['sec-fetch-dest'] === 'document' &&
    headers['sec-fetch-user'] === '?1'
  );
}

/** What proxies add to requests: who comes through one is not at this machine, whatever the connection says. */
const FORWARDED = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'];

/**
 * Why a request may not be answered without a token; undefined where somebody at this machine asks, under a name that is only this
 * machine's. Without the name, a page from anywhere could point a name of its own at 127.0.0.1 and read the answers (DNS
 * rebinding).
 */
export function notAtThisMachine({ headers, socket }: Pick<Request, 'headers' | 'socket'>): string | undefined {
  const name = (headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  if (name !== 'localhost' && name !== '127.0.0.1' && name !== '[::1]')
    return 'This server answers only as localhost, 127.0.0.1 or [::1]; set a token to reach it by another name';
  const far = !isLoopback(socket.remoteAddress ?? '') || FORWARDED.some((header) => headers[header] !== undefined);
  return far ? 'Without a token, this server answers only this machine, and no proxy' : undefined;
}
