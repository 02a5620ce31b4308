import { z } from 'zod';
import type { ServerDeps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { jsonResource } from '../resource.ts';
import { CameraShape, camerasOf } from '../shapes/camera.ts';
import { idKey, None } from '../shapes/common.ts';

/** Every camera with its state, cause and figures. */
export function camerasResource(deps: ServerDeps) {
  return jsonResource({
    path: '/api/v1/cameras',
    role: 'viewer',
    scope: 'status',
    summary: 'All cameras and their state',
    params: None,
    query: None,
    description: 'Cameras in the order of the configuration',
    body: z.object({ data: z.array(CameraShape) }),
    answer: () => ({ data: camerasOf(deps) }),
  });
}

/** One camera. */
export function cameraResource(deps: ServerDeps) {
  return jsonResource({
    path: '/api/v1/cameras/{id}',
    role: 'viewer',
    scope: 'status',
    summary: 'One camera and its state',
    params: z.strictObject({ id: idKey('Id of the camera') }),
    query: None,
    problems: [404],
    description: 'The camera',
    body: CameraShape,
    answer: ({ params }) => {
      const found = camerasOf(deps).find(({ id }) => id === params.id);
      if (!found) throw new Problem(404, `No camera ${JSON.stringify(params.id)}; /api/v1/cameras lists them`);
      return found;
    },
  });
}
