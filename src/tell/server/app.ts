import express, { type Express, type Request, type RequestHandler } from 'express';
import type { Access } from '../access/access.ts';
import { audited } from './audited.ts';
import type { ServerLog } from './deps.ts';
import { type Door, whoOf } from './door.ts';
import { securityHeaders } from './headers.ts';
import { type Limits, limitedAtOnce, limitedRate, shortUrl } from './limits.ts';
import { ownPages } from './origin.ts';
import { page } from './page.ts';
import { Problem } from './problem.ts';
import { asProblem, MOST_BODY } from './problems.ts';
import type { Resource } from './resource.ts';
import { signedAddresses } from './signed.ts';

/** How the app is reached through others. */
export interface Reached {
  /** Addresses and networks of proxies whose word on who asks is believed. */
  readonly trustedProxies: readonly string[];
  /** Below which path a proxy shows this box, e.g. `/roost`; empty at the top. */
  readonly basePath: string;
  /** Origins under which people reach it, beside the one of the request. */
  readonly origins: readonly string[];
}

interface Parts {
  readonly resources: readonly Resource[];
  readonly access: Access;
  readonly door: Door;
  readonly reached: Reached;
  readonly limits: Limits;
  readonly observe: RequestHandler;
  readonly log: ServerLog;
  readonly now: () => number;
}

/** The Express app: headers, where from, who, how much, resources, page, problems, in this order. */
export function createApp({ resources, access, door, reached, limits, observe, log, now }: Parts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('trust proxy', [...reached.trustedProxies]);
  app.use(observe, securityHeaders(), shortUrl, belowBase(reached.basePath));
  app.use(
    signedAddresses(access, now),
    ownPages(reached.origins),
    door.identify,
    limitedRate(limits),
    limitedAtOnce(limits),
  );
  const paths = new Map<string, Resource[]>();
  for (const resource of resources) paths.set(resource.path, [...(paths.get(resource.path) ?? []), resource]);
  for (const [path, here] of paths) {
    const route = app.route(path.replaceAll(/\{(\w+)\}/g, ':$1'));
    for (const resource of here) {
      const { method, handle } = resource;
      if (method === 'get') route.get(orLogIn, door.permit(resource), handle);
      else {
        const read = resource.octets === undefined ? jsonBody(resource.mostBody) : octetBody(resource.octets);
        const written = resource.role === 'anyone' ? [] : [audited(resource, access, now)];
        route.post(door.permit(resource), ...read, ...written, handle);
      }
    }
    route.all(only(here.flatMap(({ method }) => (method === 'get' ? ['GET', 'HEAD'] : ['POST']))));
  }
  app.use(page(), nothingHere);
  app.use(asProblem(log));
  return app;
}

/** Takes the path off, below which a proxy shows this box, where the proxy leaves it on. */
function belowBase(basePath: string): RequestHandler {
  return (request, response, next) => {
    if (basePath === '' || !request.url.startsWith(basePath)) return next();
    const rest = request.url.slice(basePath.length);
    if (rest === '' || rest.startsWith('?')) return response.redirect(308, `${basePath}/${rest}`);
    if (rest.startsWith('/')) request.url = rest;
    next();
  };
}

/** Somebody who follows a link into the API is led to the dashboard, which has them log in, and from there to what they wanted. */
const orLogIn: RequestHandler = (request, response, next) => {
  const person = request.headers['sec-fetch-mode'] === 'navigate';
  if (!person || whoOf(response)) return next();
  const up = '../'.repeat(depthOf(request)) || './';
  response.set('Cache-Control', 'no-store').redirect(303, `${up}?to=${encodeURIComponent(request.url.slice(1))}`);
};

/** How many folders below the page a request is. */
function depthOf({ path }: Request): number {
  return path.split('/').length - 2;
}

/** Nothing on this server takes another method, so any other is refused as such also where nothing is. */
const nothingHere: RequestHandler = (request, response, next) => {
  if (request.method !== 'GET' && request.method !== 'HEAD') return only(['GET', 'HEAD'])(request, response, next);
  throw new Problem(404, 'Nothing is here; /api/v1/openapi.json lists what there is');
};

function only(methods: readonly string[]): RequestHandler {
  return (request) => {
    throw new Problem(405, `${request.method} is not possible here`, { headers: { Allow: methods.join(', ') } });
  };
}

/** Nor can a form send plain bytes. @param limit most of them */
function octetBody(limit: number): RequestHandler[] {
  const only: RequestHandler = (request, _response, next) => {
    if (request.is('application/octet-stream')) return next();
    throw new Problem(415, 'Send the body as bytes, with `Content-Type: application/octet-stream`');
  };
  return [only, express.raw({ limit, inflate: false, type: 'application/octet-stream' }), orEmpty];
}

/** Express leaves out a body without bytes. */
const orEmpty: RequestHandler = (request, _response, next) => {
  if (!Buffer.isBuffer(request.body)) request.body = Buffer.alloc(0);
  next();
};

/** A form of another page cannot send JSON without asking first, and nothing here answers such a question. */
const jsonOnly: RequestHandler = (request, _response, next) => {
  if (request.is('application/json')) return next();
  throw new Problem(415, 'Send the body as JSON, with `Content-Type: application/json`');
};

const jsonBody = (limit = MOST_BODY): readonly RequestHandler[] => [jsonOnly, express.json({ limit })];
