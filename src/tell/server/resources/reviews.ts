import type { Request } from 'express';
import { z } from 'zod';
import { RoostError } from '../../../base/errors.ts';
import { say } from '../../../base/said/said.ts';
import type { Decided } from '../../../count/record/reviews.ts';
import type { Decision } from '../../../count/review/sense.ts';
import { tellChange } from '../audited.ts';
import type { ServerDeps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { postResource } from '../resource.ts';
import { idKey } from '../shapes/common.ts';
import { ReviewRequestShape } from '../shapes/review.ts';
import { VisitDetailShape, visitDetail } from '../shapes/visit.ts';

/** Appends a person's decision to a visit, if it is still as that person saw it. */
export function reviewResource(deps: ServerDeps) {
  return postResource({
    path: '/api/v1/visits/{id}/reviews',
    role: 'reviewer',
    scope: 'review',
    summary: 'Decide on a visit; `If-Match` names the version that was looked at',
    params: z.strictObject({ id: idKey('Id of the visit') }),
    body: ReviewRequestShape,
    problems: [404, 409, 413, 415, 428],
    reply: {
      description: 'The visit with the decision',
      types: ['application/json'],
      schema: VisitDetailShape,
      status: 201,
    },
    serve: async ({ params, body }, request, response) => {
      const version = versionOf(request);
      const answer = await decide(deps, { ...requestOf(body, deps), visit: params.id }, version);
      if (!answer) throw new Problem(404, say('no-visit', { id: JSON.stringify(params.id) }));
      const now = visitDetail(answer.now, false, deps);
      response.set({ ETag: `"${now.version}"`, 'Cache-Control': 'no-store' });
      if (answer.stored) tellChange(response, { before: { version }, after: answer.stored });
      if (answer.stored) response.status(201).json(now);
      else throw changed(version, body, now);
    },
  });
}

async function decide(deps: ServerDeps, request: Decision, version: number): Promise<Decided | undefined> {
  try {
    return await deps.review(request, version);
  } catch (error) {
    if (error instanceof RoostError && error.operation === 'review')
      throw new Problem(400, say('cannot-decide', { why: error.problem }));
    throw error;
  }
}

/** The version in `If-Match`, as the visit's ETag gave it. */
function versionOf(request: Request): number {
  const given = request.headers['if-match'];
  if (given === undefined)
    throw new Problem(428, 'Send `If-Match` with the `version` of the visit that was looked at, e.g. If-Match: "3"');
  const version = /^"(\d{1,15})"$/.exec(given.trim())?.[1];
  if (version === undefined) throw new Problem(400, 'If-Match must be the ETag of the visit, e.g. "3"');
  return Number(version);
}

/** The decision with the taxon as an id, without what was left out. */
function requestOf({ taxon, ...body }: z.output<typeof ReviewRequestShape>, deps: ServerDeps) {
  const said: object = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
  const request = said as Omit<Decision, 'visit' | 'taxon'>;
  if (taxon === undefined) return request;
  try {
    return { ...request, taxon: deps.taxonNamed(taxon) };
  } catch (error) {
    if (!(error instanceof RoostError)) throw error;
    throw new Problem(400, error.message, { errors: [{ key: 'taxon', detail: error.message }] });
  }
}

function changed(version: number, sent: object, current: z.input<typeof VisitDetailShape>): Problem {
  return new Problem(409, say('visit-changed', { now: current.version, yours: version }), {
    headers: { ETag: `"${current.version}"` },
    members: { current, sent: { version, ...sent } },
  });
}
