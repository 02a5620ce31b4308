import type { Response } from 'express';
import { z } from 'zod';
import { say } from '../../../base/said/said.ts';
import { tellChange } from '../audited.ts';
import { whoOf } from '../door.ts';
import { Problem } from '../problem.ts';
import { orRefused } from '../refused.ts';
import { jsonResource, postResource, rawResource } from '../resource.ts';
import type { ShadowDeps, ShadowFacts } from '../shadow-facts.ts';
import { idKey, None } from '../shapes/common.ts';
import { ShadowReportShape, ShadowShape, shadow, shadowReport } from '../shapes/shadow.ts';

const name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}-[1-9][0-9]{0,9}$/)
  .meta({ description: 'Name of a bundle that lies staged: id and version', example: 'delta-birds-3' });
const bundle = z.strictObject({ bundle: name });
const run = { description: 'The run', types: ['application/json'], schema: ShadowShape };

/** Runs of staged models beside those in use. */
export function shadowsResource(deps: ShadowDeps) {
  return jsonResource({
    path: '/api/v1/models/shadows',
    role: 'viewer',
    scope: 'status',
    summary: 'Runs of staged models beside those in use: what goes on, and what was',
    params: None,
    query: None,
    description: 'The newest first',
    body: z.object({ data: z.array(ShadowShape) }),
    answer: async () => ({ data: (await deps.runs()).map(shadow) }),
  });
}

/** What a run has shown. */
export function shadowReportResource(deps: ShadowDeps) {
  return jsonResource({
    path: '/api/v1/models/shadows/{bundle}',
    role: 'viewer',
    scope: 'status',
    summary:
      'What a staged model would change: visits that would be named otherwise and counts by species; what a detector would find otherwise',
    params: bundle,
    query: None,
    problems: [404],
    description: 'The run, with its newest report',
    body: ShadowReportShape,
    answer: async ({ params }) => {
      const found = await deps.report(params.bundle);
      if (!found) throw unknown(params.bundle);
      return shadowReport(found);
    },
  });
}

/** One of the pictures that a report shows. */
export function shadowPictureResource(deps: ShadowDeps) {
  return rawResource({
    path: '/api/v1/models/shadows/{bundle}/pictures/{picture}',
    role: 'viewer',
    scope: 'media',
    summary: 'A picture in which a staged detector found otherwise than the present one, without people',
    params: z.strictObject({ bundle: name, picture: idKey('Id of the picture, as the report has it') }),
    query: None,
    problems: [404],
    reply: {
      description: 'The picture',
      types: ['image/jpeg'],
      schema: z.string().meta({ format: 'binary' }),
    },
    serve: async ({ params }, _request, response) => {
      const found = await deps.picture(params.bundle, params.picture);
      if (!found) throw new Problem(404, `No picture ${JSON.stringify(params.picture)} is kept of ${params.bundle}`);
      response.set({ 'Content-Type': 'image/jpeg', 'Cache-Control': 'private, max-age=3600' }).send(Buffer.from(found));
    },
  });
}

/** Begins a run. */
export function newShadowResource(deps: ShadowDeps) {
  return postResource({
    path: '/api/v1/models/shadows',
    role: 'keeper',
    scope: 'settings',
    summary:
      'Run a staged model beside those in use, in spare time, for a number of tracks or a time; it counts nothing',
    params: None,
    body: z
      .strictObject({
        bundle: name,
        tracks: z.int().min(1).max(10_000).optional(),
        hours: z.number().positive().max(336).optional(),
      })
      .meta({ id: 'NewShadow' }),
    problems: [404, 409, 413, 415, 422],
    reply: { ...run, status: 201 },
    serve: async ({ body: { bundle, tracks, hours } }, _request, response) => {
      const asked = { ...(tracks !== undefined && { tracks }), ...(hours !== undefined && { hours }) };
      const begun = await orRefused(() => deps.begin(bundle, asked, byWhom(response)));
      if (!begun) throw new Problem(404, say('no-bundle-staged', { bundle }));
      response.status(201);
      told(response, begun);
    },
  });
}

/** Ends a run. */
export function shadowEndResource(deps: ShadowDeps) {
  return postResource({
    path: '/api/v1/models/shadows/{bundle}/ends',
    role: 'keeper',
    scope: 'settings',
    summary: 'End the run of a staged model; what it has shown stays',
    params: bundle,
    body: z.strictObject({}).meta({ id: 'ShadowEnd' }),
    problems: [404, 409, 413, 415],
    reply: run,
    serve: async ({ params }, _request, response) => {
      const ended = await orRefused(() => deps.stop(params.bundle, say('stopped-by', { who: byWhom(response) })));
      if (!ended) throw unknown(params.bundle);
      told(response, ended);
    },
  });
}

/** Writes down and answers how a run stands. */
function told(response: Response, facts: ShadowFacts): void {
  tellChange(response, { after: shadow(facts) });
  response.set('Cache-Control', 'no-store').json(shadow(facts));
}

function unknown(bundle: string): Problem {
  return new Problem(404, say('no-shadow', { bundle }));
}

/** Whose word it is. */
function byWhom(response: Response): string {
  return whoOf(response)?.name ?? 'anyone';
}
