import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import { messageOf } from '../../base/errors.ts';
import type { ServerLog } from './deps.ts';
import { page } from './page.ts';
import { Problem } from './problem.ts';
import type { Resource } from './resource.ts';

interface Parts {
  readonly resources: readonly Resource[];
  readonly guard: RequestHandler;
  readonly observe: RequestHandler;
  readonly log: ServerLog;
}

/** The Express app: headers, guard, resources, page, problems, in this order. */
export function createApp({ resources, guard, observe, log }: Parts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use(observe, securityHeaders(), guard, notPartOfAnother);
  const paths = new Map<string, Resource[]>();
  for (const resource of resources) paths.set(resource.path, [...(paths.get(resource.path) ?? []), resource]);
  for (const [path, here] of paths) {
    const route = app.route(path.replaceAll(/\{(\w+)\}/g, ':$1'));
    for (const { method, handle } of here) {
      if (method === 'get') route.get(handle);
      else route.post(ownPage, jsonOnly, express.json({ limit: MOST_BODY }), handle);
    }
    route.all(only(here.flatMap(({ method }) => (method === 'get' ? ['GET', 'HEAD'] : ['POST']))));
  }
  app.use(page(), nothingHere);
  app.use(asProblem(log));
  return app;
}

/** Nothing on this server takes another method, so any other is refused as such also where nothing is. */
const nothingHere: RequestHandler = (request, response, next) => {
  if (request.method !== 'GET' && request.method !== 'HEAD') return only(['GET', 'HEAD'])(request, response, next);
  throw new Problem(404, `Nothing is at ${request.path}; /api/v1/openapi.json lists what there is`);
};

function only(methods: readonly string[]): RequestHandler {
  return (request) => {
    throw new Problem(405, `${request.method} is not possible here`, { headers: { Allow: methods.join(', ') } });
  };
}

/** Browsers say where a request comes from: a page from elsewhere must not decide in the name of who has ours open. */
const ownPage: RequestHandler = (request, _response, next) => {
  const from = request.headers['sec-fetch-site'];
  if (from === undefined || from === 'same-origin' || from === 'none') return next();
  throw new Problem(403, 'Only the page of this box may send this');
};

/**
 * A page from elsewhere may lead here, but not load anything of the box as a part of its own: it could not show it, and would
 * only make the box work.
 */
const notPartOfAnother: RequestHandler = (request, _response, next) => {
  const { 'sec-fetch-site': site, 'sec-fetch-dest': destination } = request.headers;
  const reads = request.method === 'GET' || request.method === 'HEAD';
  if (!reads || site !== 'cross-site' || destination === 'document') return next();
  throw new Problem(403, 'Pages from elsewhere may link to this box, not load from it');
};

/** A form of another page cannot send JSON without asking first, and nothing here answers such a question. */
const jsonOnly: RequestHandler = (request, _response, next) => {
  if (request.is('application/json')) return next();
  throw new Problem(415, 'Send the body as JSON, with `Content-Type: application/json`');
};

/** Nothing from elsewhere, no inline script. No HSTS and no upgrade: the box speaks plain HTTP. */
function securityHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        mediaSrc: ["'self'"],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
  });
}

/** Answers what was thrown. Faults of our own are logged once and told without their insides. */
function asProblem(log: ServerLog): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const problem = problemOf(error);
    if (problem.status >= 500 && !(error instanceof Problem)) {
      log.error({ method: request.method, path: request.path, err: error }, `request failed: ${messageOf(error)}`);
    }
    if (response.headersSent) {
      response.destroy();
      return;
    }
    for (const header of ['ETag', 'Content-Type', 'Cache-Control']) response.removeHeader(header);
    response
      .status(problem.status)
      .set({ ...problem.headers, 'Cache-Control': 'no-store', 'Content-Type': 'application/problem+json' })
      .send(JSON.stringify(problem.body(request.path)));
  };
}

/** Most bytes of a body. */
const MOST_BODY = 64 * 1024;

/** Express and its parts throw errors with a status (a bad escape in the path, a range outside the file). */
function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const { status, headers, type } = error as { status?: unknown; headers?: Record<string, string>; type?: unknown };
  if (type === 'entity.parse.failed') return new Problem(400, 'The body is no JSON');
  if (status === 416) return new Problem(416, 'The range lies outside the file', { headers: { ...headers } });
  if (status === 404) return new Problem(404, 'Nothing is here');
  if (status === 412) return new Problem(412, 'The file is another one than `If-Match` names');
  if (status === 413) return new Problem(413, `The body is larger than ${MOST_BODY} bytes`);
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new Problem(400, 'The request is not understood');
  return new Problem(500, 'Something went wrong inside; the log of the box says what');
}
