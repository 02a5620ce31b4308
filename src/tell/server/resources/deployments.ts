import { z } from 'zod';
import { RoostError } from '../../../base/errors.ts';
import { tellChange } from '../audited.ts';
import type { ReadDeps, ServerDeps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { jsonResource, postResource } from '../resource.ts';
import { idKey, None } from '../shapes/common.ts';
import { CorrectionShape, correctionOf, DeploymentShape, deployment } from '../shapes/deployment.ts';

/** Where and how cameras stood. */
export function deploymentsResource(deps: ReadDeps) {
  return jsonResource({
    path: '/api/v1/deployments',
    role: 'viewer',
    scope: 'records',
    summary: 'Where and how each camera stood, and when',
    params: None,
    query: None,
    description: 'Deployments by camera, then by start',
    body: z.object({ data: z.array(DeploymentShape) }),
    answer: () => ({ data: deps.deployments().map(deployment) }),
  });
}

/** Corrects a deployment, or ends it. */
export function correctionResource(deps: ServerDeps) {
  return postResource({
    path: '/api/v1/deployments/{id}/corrections',
    role: 'keeper',
    scope: 'settings',
    summary: 'Correct a deployment, or end it; records, effort and exports follow',
    params: z.strictObject({ id: idKey('Id of the deployment') }),
    body: CorrectionShape,
    problems: [404, 409, 413, 415],
    reply: {
      description:
        'The deployments that changed: it, and the one before where that ended when it began. `judgedAnew`: records were judged anew by where their cameras stood, and tallies follow',
      types: ['application/json'],
      schema: z.object({ data: z.array(DeploymentShape), judgedAnew: z.boolean() }),
    },
    serve: async ({ params, body }, _request, response) => {
      const correction = correctionOf(body);
      if (Object.keys(correction).length === 0) throw new Problem(400, 'The body says nothing to correct');
      const before = deps.deployments().find(({ id }) => id === params.id);
      if (!before) throw new Problem(404, `No deployment ${JSON.stringify(params.id)}; /api/v1/deployments lists them`);
      const { changed, judgedAnew } = await deps.correctDeployment(params.id, correction).catch((error: unknown) => {
        if (error instanceof RoostError && error.operation === 'correct deployment')
          throw new Problem(409, error.message);
        throw error;
      });
      tellChange(response, { before, after: changed });
      response.set({ 'Cache-Control': 'no-store' }).json({ data: changed.map(deployment), judgedAnew });
    },
  });
}
