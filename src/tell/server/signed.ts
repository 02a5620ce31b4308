import type { RequestHandler } from 'express';
import type { Access, Who } from '../access/access.ts';
import { isSigned, type Signed } from '../access/signed.ts';
import { Problem } from './problem.ts';

/** Lets who has a signed address read what is there, and no more: the address itself says who gave it away. */
export function signedAddresses(access: Access, now: () => number): RequestHandler {
  return (request, response, next) => {
    const { until, by, signature } = request.query;
    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (!reads || signature === undefined) return next();
    const said = [until, by, signature].every((part) => typeof part === 'string');
    if (!said || !isSigned(access, request.path, { until, by, signature } as Signed, now()))
      throw new Problem(401, 'This address is over, or is not as it was given');
    response.locals.who = { name: 'a signed address', role: 'viewer', token: `signed ${signature}` } satisfies Who;
    // Messages show pictures as parts of pages of their own.
    response.set('Cross-Origin-Resource-Policy', 'cross-origin');
    next();
  };
}
