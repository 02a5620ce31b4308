import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import { RoostError } from '../../base/errors.ts';
import { Problem } from './problem.ts';

const COOKIE = 'roost_page';
const COOKIE_DAYS = 30;

/** True for names and addresses that only this machine can reach. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * Who may ask: with a token whoever has it, without one only this machine.
 * @throws {RoostError} where the server would listen beyond this machine without a token
 */
export function guard(host: string, token: string | undefined): RequestHandler {
  if (token !== undefined && token.trim() !== '') return tokenGuard(token);
  if (isLoopback(host)) return hostGuard;
  throw new RoostError(
    'start server',
    host,
    'listening beyond this machine needs a token',
    'Set ROOST_API_TOKEN to a long random word (e.g. `openssl rand -hex 24`), or listen on 127.0.0.1',
  );
}

/**
 * Refuses requests under a name that is not this machine's. Without it, a page from anywhere could point a name of its
 * own at 127.0.0.1 and read the answers (DNS rebinding).
 */
const hostGuard: RequestHandler = (request, _response, next) => {
  const name = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
  if (name === 'localhost' || name === '127.0.0.1' || name === '[::1]') return next();
  throw new Problem(
    403,
    'This server answers only as localhost, 127.0.0.1 or [::1]; set a token to reach it by another name',
  );
};

/** Lets through who has the token as `Authorization: Bearer`, or the page's cookie; `/?token=` gives the cookie. */
function tokenGuard(token: string): RequestHandler {
  // The cookie holds what can be made from the token, not the token.
  const pass = createHmac('sha256', token).update('roost page').digest('base64url');
  return (request, response, next) => {
    const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (bearer !== undefined && same(bearer, token)) return next();
    if (same(cookieOf(request.headers.cookie, COOKIE), pass)) {
      return request.path === '/' && request.query.token !== undefined ? response.redirect(303, '/') : next();
    }
    if (request.path === '/' && typeof request.query.token === 'string' && same(request.query.token, token)) {
      const maxAge = COOKIE_DAYS * 86_400_000;
      response.cookie(COOKIE, pass, { httpOnly: true, sameSite: 'strict', path: '/', maxAge });
      response.set('Cache-Control', 'no-store').redirect(303, '/');
      return;
    }
    throw new Problem(401, 'Send the token as `Authorization: Bearer …`; for the page, open /?token=… once', {
      headers: { 'WWW-Authenticate': 'Bearer realm="roost"' },
    });
  };
}

/** Compares in a time that tells neither where nor by how much the two differ. */
function same(given: string, right: string): boolean {
  return timingSafeEqual(digest(given), digest(right));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function cookieOf(header: string | undefined, name: string): string {
  for (const pair of (header ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name && value !== undefined) return value;
  }
  return '';
}
