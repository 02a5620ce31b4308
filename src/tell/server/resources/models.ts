import { createHash } from 'node:crypto';
import { z } from 'zod';
import { RoostError } from '../../../base/errors.ts';
import { tellChange } from '../audited.ts';
import type { ModelDeps } from '../model-facts.ts';
import { Problem } from '../problem.ts';
import { jsonResource, octetResource, postResource } from '../resource.ts';
import { None, Whole } from '../shapes/common.ts';
import { BundleShape, bundle, ModelsShape, models, Sha256, UploadShape } from '../shapes/model.ts';

/** Most bytes of a piece: a slow link brings it before a request must be over. */
const MOST_PIECE = 1 << 20;

/** What the box has of models. */
export function modelsResource(deps: ModelDeps) {
  return jsonResource({
    path: '/api/v1/models',
    role: 'viewer',
    scope: 'status',
    summary: 'Models in use, bundles that lie staged, whose signature is taken, and uploads under way',
    params: None,
    query: None,
    description: 'What the box has of models',
    body: ModelsShape,
    answer: async () => models(await deps.models()),
  });
}

/** Begins the upload of a bundle, or finds out where to go on. */
export function uploadResource(deps: ModelDeps) {
  return postResource({
    path: '/api/v1/models/uploads',
    role: 'keeper',
    scope: 'settings',
    summary: 'Begin to upload a bundle, or find out how much of it is here',
    params: None,
    body: z
      .strictObject({
        sha256: Sha256.meta({ description: 'SHA-256 of the whole tar, hexadecimal, lower case' }),
        bytes: z.int().min(1).max(1e12).meta({ description: 'Of the whole tar' }),
      })
      .meta({ id: 'NewUpload' }),
    problems: [413, 415, 422],
    reply: { description: 'How far it has come', types: ['application/json'], schema: UploadShape, status: 201 },
    serve: async ({ body: { sha256, bytes } }, _request, response) => {
      const upload = await orRefused(() => deps.beginUpload(sha256, bytes));
      response.status(201).set('Cache-Control', 'no-store').json(upload);
      tellChange(response, { after: upload });
    },
  });
}

/** Takes a piece of an upload. */
export function pieceResource(deps: ModelDeps) {
  return octetResource({
    path: '/api/v1/models/uploads/{upload}/pieces',
    role: 'keeper',
    scope: 'settings',
    summary: `Send the next piece of an upload, at most ${MOST_PIECE} bytes`,
    params: z.strictObject({ upload: Sha256.meta({ description: 'SHA-256 of the whole' }) }),
    query: z.strictObject({
      offset: Whole.meta({ type: 'string', description: 'Where the piece begins: as many bytes are here' }),
      sha256: Sha256.meta({ description: 'SHA-256 of the piece' }),
    }),
    most: MOST_PIECE,
    problems: [404, 409, 413, 415],
    reply: { description: 'How far it has come', types: ['application/json'], schema: UploadShape },
    serve: async ({ params, query, bytes }, response) => {
      if (createHash('sha256').update(bytes).digest('hex') !== query.sha256)
        throw new Problem(400, 'The piece is not what its `sha256` says; send it again');
      const upload = await deps.appendUpload(params.upload, query.offset, bytes);
      if (!upload) throw unknown(params.upload);
      if (upload.offset !== query.offset + bytes.length)
        throw new Problem(409, `${upload.offset} bytes are here; go on there`, { members: { current: upload } });
      response.set('Cache-Control', 'no-store').json(upload);
    },
  });
}

/** Proves an upload and lays it down as staged. */
export function stageResource(deps: ModelDeps) {
  return postResource({
    path: '/api/v1/models/staged',
    role: 'keeper',
    scope: 'settings',
    summary: 'Take a bundle that was uploaded: prove all of it, and lay it down. No model in use changes by that',
    params: None,
    body: z
      .strictObject({ upload: Sha256.meta({ description: 'SHA-256 of the whole upload' }) })
      .meta({ id: 'NewBundle' }),
    problems: [404, 413, 415, 422],
    reply: { description: 'The bundle', types: ['application/json'], schema: BundleShape, status: 201 },
    serve: async ({ body: { upload } }, _request, response) => {
      const taken = await orRefused(() => deps.stageUpload(upload));
      if (!taken) throw unknown(upload);
      response.status(201).set('Cache-Control', 'no-store').json(bundle(taken));
      tellChange(response, { after: bundle(taken) });
    },
  });
}

function unknown(upload: string): Problem {
  return new Problem(404, `No upload ${upload}; begin it at /api/v1/models/uploads`);
}

/** What a box refuses, with its reason for programs. */
async function orRefused<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RoostError && 'reason' in error)
      throw new Problem(422, error.message, { members: { reason: String(error.reason) } });
    throw error;
  }
}
