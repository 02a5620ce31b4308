import { z } from 'zod';
import { tellChange } from '../audited.ts';
import type { CameraDesk } from '../camera-deps.ts';
import { jsonResource, postResource } from '../resource.ts';
import { CameraChangesShape, CameraSettingsShape, changesOf } from '../shapes/camera-settings.ts';
import { idKey, Line, None } from '../shapes/common.ts';
import { noCamera, orUnprocessable } from './camera-problems.ts';

const Params = z.strictObject({ id: idKey('Id of the camera') });
const KEEPER = { role: 'keeper', scope: 'settings' } as const;

/** How a camera is set up. */
export function cameraSettingsResource(desk: CameraDesk) {
  return jsonResource({
    ...KEEPER,
    path: '/api/v1/cameras/{id}/settings',
    summary: 'How a camera is set up',
    params: Params,
    query: None,
    problems: [404],
    description: 'Its settings, as its file says them; user and password never',
    body: CameraSettingsShape,
    answer: ({ params }) => written(desk.settings(params.id) ?? noCamera(params.id)),
  });
}

/** Changes a camera. */
export function changeCameraResource(desk: CameraDesk) {
  return postResource({
    ...KEEPER,
    path: '/api/v1/cameras/{id}/settings',
    summary: 'Change how a camera is set up; what is left out stays',
    params: Params,
    body: CameraChangesShape,
    problems: [404, 413, 415, 422],
    reply: {
      description: 'Its settings. The box watches by them from now on: this camera alone starts anew',
      types: ['application/json'],
      schema: CameraSettingsShape,
    },
    serve: async ({ params, body }, _request, response) => {
      const done = await orUnprocessable(() => desk.change(params.id, changesOf(body)));
      const { before, after } = done ?? noCamera(params.id);
      tellChange(response, { before, after });
      response.set({ 'Cache-Control': 'no-store' }).json(written(after));
    },
  });
}

/** Adds a camera whose address was tried. */
export function addCameraResource(desk: CameraDesk) {
  return postResource({
    ...KEEPER,
    path: '/api/v1/cameras',
    summary: 'Add a camera whose address was tried, and watch it',
    params: None,
    body: z
      .strictObject({
        trial: z.uuid().meta({ description: 'Of /api/v1/camera-trials, at most ten minutes ago' }),
        id: z
          .string()
          .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be lower-case letters, digits and hyphens, at most 63')
          .optional()
          .meta({ description: 'Stands in every record and is never changed; made from the name without it' }),
        name: Line.max(200).optional(),
      })
      .meta({ id: 'NewCamera' }),
    problems: [404, 413, 415, 422],
    reply: {
      description: 'The camera; the box watches it from now on',
      types: ['application/json'],
      schema: CameraSettingsShape,
      status: 201,
    },
    serve: async ({ body: { trial, id, name } }, _request, response) => {
      const wanted = { ...(id !== undefined && { id }), ...(name !== undefined && { name }) };
      const added = (await orUnprocessable(() => desk.add(trial, wanted))) ?? noCamera(trial);
      tellChange(response, { after: added });
      response.status(201).set({ 'Cache-Control': 'no-store' }).json(written(added));
    },
  });
}

/** Takes a camera out of use. */
export function removeCameraResource(desk: CameraDesk) {
  return postResource({
    ...KEEPER,
    path: '/api/v1/cameras/{id}/removals',
    summary: 'Take a camera out of use; all that it recorded stays',
    params: Params,
    body: z.strictObject({}),
    problems: [404, 413, 415, 422],
    reply: {
      description: 'The name under which its file is kept beside the others',
      types: ['application/json'],
      schema: z.object({ aside: z.string() }),
    },
    serve: async ({ params }, _request, response) => {
      const { before, aside } = (await orUnprocessable(() => desk.remove(params.id))) ?? noCamera(params.id);
      tellChange(response, { before });
      response.set({ 'Cache-Control': 'no-store' }).json({ aside });
    },
  });
}

type Settings = NonNullable<ReturnType<CameraDesk['settings']>>;

/** As JSON: without what is undefined. */
function written(settings: Settings): z.input<typeof CameraSettingsShape> {
  return JSON.parse(JSON.stringify(settings)) as z.input<typeof CameraSettingsShape>;
}
