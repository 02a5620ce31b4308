import type { ErrorRequestHandler } from 'express';
import { messageOf, RoostError } from '../../base/errors.ts';
import type { ServerLog } from './deps.ts';
import { Problem } from './problem.ts';

/** How it is told that the other side closed the connection before the answer was sent. */
const LEFT = ['ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE'];

/** Answers what was thrown. Faults of our own are logged once and told without their insides. */
export function asProblem(log: ServerLog): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    // Whoever asked went away, e.g. since a page was left while its pictures came: nobody is left to tell, and nothing went wrong here.
    if (LEFT.includes(String((error as NodeJS.ErrnoException | undefined)?.code))) {
      response.destroy();
      return;
    }
    const problem = problemOf(error);
    const cause = error instanceof Problem ? error.cause : error;
    if (problem.status >= 500 && cause !== undefined) {
      log.error({ method: request.method, path: request.path, err: cause }, `request failed: ${messageOf(cause)}`);
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
export const MOST_BODY = 64 * 1024;

/** Express and its parts throw errors with a status (a bad escape in the path, a range outside the file). */
function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof RoostError && error.operation === 'open tokens')
    return new Problem(503, 'Tokens and the log of changes cannot be opened; the log of the box says why');
  const { status, headers, type, limit } = error as Partial<Record<'status' | 'type' | 'limit', unknown>> & {
    headers?: Record<string, string>;
  };
  if (type === 'entity.parse.failed') return new Problem(400, 'The body is no JSON');
  if (status === 416) return new Problem(416, 'The range lies outside the file', { headers: { ...headers } });
  if (status === 404) return new Problem(404, 'Nothing is here');
  if (status === 412) return new Problem(412, 'The file is another one than `If-Match` names');
  if (status === 413) return new Problem(413, `The body is larger than ${limit ?? MOST_BODY} bytes`);
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new Problem(400, 'The request is not understood');
  return new Problem(500, 'Something went wrong inside; the log of the box says what');
}
