import { z } from 'zod';
import { RoostError } from '../../../base/errors.ts';
import { saidBeside, say } from '../../../base/said/said.ts';
import { lacking } from '../../access/roles.ts';
import { tellChange } from '../audited.ts';
import type { ServerDeps } from '../deps.ts';
import { whoOf } from '../door.ts';
import { Problem } from '../problem.ts';
import { jsonResource, postResource } from '../resource.ts';
import { idKey, None } from '../shapes/common.ts';
import { saidKey } from '../shapes/said.ts';
import { TaughtPictureShape, TaughtWhyShape, taughtPicture, taughtWhy } from '../shapes/taught.ts';
import { TaxonShape, taxon } from '../shapes/taxon.ts';

const Pictures = z.array(TaughtPictureShape);
const Visit = z.strictObject({ id: idKey('Id of the visit') });

/** Teaches the box a visit. */
export function teachResource(deps: ServerDeps) {
  return postResource({
    path: '/api/v1/visits/{id}/taught',
    role: 'reviewer',
    scope: 'review',
    summary: 'Teach the box this visit: its kept crops, by the name that its reviews agree on',
    params: Visit,
    body: None,
    problems: [404, 409, 413, 415],
    reply: {
      description: 'What it was taught; crops that taught nothing with the reason',
      types: ['application/json'],
      schema: z.object({
        taxon: TaxonShape.optional(),
        data: Pictures,
        leftOut: z.array(z.object({ file: z.string(), reason: z.string(), said: saidKey })),
      }),
    },
    serve: async ({ params }, _request, response) => {
      const by = whoOf(response)?.name ?? 'anyone';
      const taught = await refusing(() => deps.teaching.teach(params.id, by));
      if (!taught) throw new Problem(404, say('no-visit', { id: JSON.stringify(params.id) }));
      tellChange(response, { after: taught.lessons.map(({ id, taxon }) => ({ id, taxon })) });
      response.set({ 'Cache-Control': 'no-store' }).json({
        ...(taught.taxon !== undefined && { taxon: taxon(taught.taxon, deps) }),
        data: taught.lessons.map((lesson) => taughtPicture(lesson, deps)),
        leftOut: taught.leftOut.map((one) => ({ ...one, ...saidBeside(one.reason) })),
      });
    },
  });
}

/** What was taught that lies behind a visit's name. */
export function whyTaughtResource(deps: ServerDeps) {
  return jsonResource({
    path: '/api/v1/visits/{id}/taught',
    role: 'viewer',
    scope: 'records',
    summary: 'What the box was taught that lies behind the name of a visit',
    params: Visit,
    query: None,
    problems: [404, 409],
    description: 'What was taught by it, what it was held for, and which taught pictures its crops are most like',
    body: TaughtWhyShape,
    answer: async ({ params }) => {
      const why = await refusing(() => deps.teaching.why(params.id));
      if (!why) throw new Problem(404, say('no-visit', { id: JSON.stringify(params.id) }));
      return taughtWhy(why, deps);
    },
  });
}

const Forget = z.strictObject({
  picture: idKey('Id of a picture').optional(),
  visit: idKey('Id of a visit: all that it taught').optional(),
  set: idKey('Name of a labelled set: all that it taught').optional(),
  taxon: idKey('Id of a taxon: all that was taught of it').optional(),
});

/** Takes back what was taught. A reviewer may take back what he had the box learn, a keeper what others had it learn as well. */
export function forgetResource(deps: ServerDeps) {
  return postResource({
    path: '/api/v1/taught/forgotten',
    role: 'reviewer',
    scope: 'review',
    summary: 'Take back what was taught; what somebody else had the box learn, only as a keeper',
    params: None,
    body: Forget,
    problems: [404, 413, 415],
    reply: {
      description: 'The pictures that are forgotten; they have no effect any more',
      types: ['application/json'],
      schema: z.object({ data: Pictures }),
    },
    serve: async ({ body: { picture: id, ...rest } }, _request, response) => {
      const given = Object.entries({ id, ...rest }).filter(([, value]) => value !== undefined);
      if (given.length !== 1) throw new Problem(400, 'Say one of picture, visit, set and taxon');
      const filter = Object.fromEntries(given);
      const meant = deps.lessons(filter);
      if (meant.length === 0)
        throw new Problem(404, 'Nothing of it was taught; /api/v1/taught/pictures lists what was');
      const who = whoOf(response);
      const others = meant.filter(({ taughtBy }) => taughtBy !== who?.name);
      const why = who && others.length > 0 ? lacking(who, { role: 'keeper', scope: 'review' }) : undefined;
      if (why !== undefined)
        throw new Problem(403, `${others.length} of these ${others[0]!.taughtBy} or others had the box learn. ${why}`);
      const gone = await deps.teaching.forget(filter);
      tellChange(response, { before: gone.map(({ id, taxon }) => ({ id, taxon })) });
      response.set({ 'Cache-Control': 'no-store' }).json({ data: gone.map((lesson) => taughtPicture(lesson, deps)) });
    },
  });
}

/** @throws {Problem} 409 where the box says why it cannot */
async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RoostError && error.operation === 'teach')
      throw new Problem(409, say('cannot-teach', { why: error.problem }));
    throw error;
  }
}
