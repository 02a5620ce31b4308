import type { Response } from 'express';
import { z } from 'zod';
import { say } from '../../../base/said/said.ts';
import { tellChange } from '../audited.ts';
import { whoOf } from '../door.ts';
import type { TurnoverDeps } from '../model-line-facts.ts';
import { Problem } from '../problem.ts';
import { orRefused } from '../refused.ts';
import { jsonResource, postResource } from '../resource.ts';
import { None } from '../shapes/common.ts';
import { ModelLineShape, modelLine } from '../shapes/model-line.ts';

const name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}-[1-9][0-9]{0,9}$/)
  .meta({ description: 'Name of a bundle that lies staged: id and version', example: 'delta-birds-3' });
const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
  .meta({ description: 'Id of a model', example: 'delta-birds' });
const line = { description: 'The model', types: ['application/json'], schema: ModelLineShape };

/** Which versions are in use, and which were before. */
export function modelLinesResource(deps: TurnoverDeps) {
  return jsonResource({
    path: '/api/v1/models/lines',
    role: 'viewer',
    scope: 'status',
    summary: 'Which versions of models that were handed over are in use, which were before, and what became of others',
    params: None,
    query: None,
    description: 'By id',
    body: z.object({ data: z.array(ModelLineShape) }),
    answer: async () => ({ data: (await deps.lines()).map(modelLine) }),
  });
}

/** Puts a bundle into use. */
export function promotionResource(deps: TurnoverDeps) {
  return postResource({
    path: '/api/v1/models/promotions',
    role: 'keeper',
    scope: 'settings',
    summary: 'Put a staged bundle into use. It is proved and loaded first; no frame goes unlooked meanwhile',
    params: None,
    body: z.strictObject({ bundle: name }).meta({ id: 'NewPromotion' }),
    problems: [404, 409, 413, 415, 422],
    reply: line,
    serve: async ({ body: { bundle } }, _request, response) => {
      const after = await orRefused(() => deps.promote(bundle, byWhom(response)));
      if (!after) throw unknownBundle(bundle);
      told(response, after);
    },
  });
}

/** Takes the version in use out of it again. */
export function rollbackResource(deps: TurnoverDeps) {
  return postResource({
    path: '/api/v1/models/rollbacks',
    role: 'keeper',
    scope: 'settings',
    summary: 'Go back to what was in use before the present version of a model',
    params: None,
    body: z.strictObject({ model: id }).meta({ id: 'NewRollback' }),
    problems: [409, 413, 415, 422],
    reply: line,
    serve: async ({ body: { model } }, _request, response) => {
      told(response, await orRefused(() => deps.rollBack(model, byWhom(response))));
    },
  });
}

/** Writes down and answers what a model is now. */
function told(response: Response, after: Parameters<typeof modelLine>[0]): void {
  tellChange(response, { after: modelLine(after) });
  response.set('Cache-Control', 'no-store').json(modelLine(after));
}

function unknownBundle(bundle: string): Problem {
  return new Problem(404, say('no-bundle-staged', { bundle }));
}

/** Whose word it is. */
function byWhom(response: Response): string {
  return `by ${whoOf(response)?.name ?? 'anyone'}`;
}
