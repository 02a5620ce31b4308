import type { Response } from 'express';
import { z } from 'zod';
import { saidBeside } from '../../../base/said/said.ts';
import type { CameraDesk, CameraLook } from '../camera-deps.ts';
import { postResource, rawResource } from '../resource.ts';
import {
  AddressShape,
  AddressTriedShape,
  CameraLookShape,
  CameraTestedShape,
  PolygonsShape,
} from '../shapes/camera-settings.ts';
import { idKey, None } from '../shapes/common.ts';
import { saidAll } from '../shapes/said.ts';
import { noCamera, orUnprocessable } from './camera-problems.ts';

const Params = z.strictObject({ id: idKey('Id of the camera') });
const KEEPER = { role: 'keeper', scope: 'settings' } as const;
const PROBLEMS = [404, 413, 415, 422];

/** Asks the local network for cameras. */
export function searchCamerasResource(desk: CameraDesk) {
  return postResource({
    ...KEEPER,
    path: '/api/v1/camera-searches',
    summary: 'Ask the local network for cameras (ONVIF WS-Discovery)',
    params: None,
    body: z.strictObject({ seconds: z.number().min(1).max(30).default(4) }),
    problems: [413, 415, 422],
    reply: {
      description: 'Who answered, in their own words; `junk`: something sent answers that cannot be read',
      types: ['application/json'],
      schema: z.object({
        data: z.array(z.object({ host: z.string(), name: z.string(), hardware: z.string() })),
        junk: z.boolean(),
        interfaces: z.array(z.string()),
      }),
    },
    serve: async ({ body }, _request, response) => {
      const { cameras, ...rest } = await orUnprocessable(() => desk.search(body.seconds, gone(response)));
      send(response, { data: cameras, ...rest });
    },
  });
}

/** Tries an address. */
export function tryAddressResource(desk: CameraDesk) {
  return postResource({
    ...KEEPER,
    path: '/api/v1/camera-trials',
    summary: 'Find the streams of a camera at an address, and take a still; nothing is saved',
    params: None,
    body: AddressShape,
    problems: [413, 415, 422],
    reply: {
      description: 'What answered. User and password stay in the box until the camera is added, ten minutes at most',
      types: ['application/json'],
      schema: AddressTriedShape,
    },
    serve: async ({ body }, _request, response) => {
      const tried = await orUnprocessable(() => desk.tryAddress(body, gone(response)));
      send(response, { ...tried, ...findings(tried), stepsSaid: saidAll(tried.steps) });
    },
  });
}

/** Checks a camera as `roost check`. */
export function checkCameraResource(desk: CameraDesk) {
  return postResource({
    ...KEEPER,
    path: '/api/v1/cameras/{id}/checks',
    summary: 'Connect to a camera as roost check does, and tell what it sends; with a still',
    params: Params,
    body: z.strictObject({}),
    problems: PROBLEMS,
    reply: { description: 'What was found', types: ['application/json'], schema: CameraLookShape },
    serve: async ({ params }, _request, response) => {
      const look = await orUnprocessable(() => desk.check(params.id, gone(response)));
      if (!look) noCamera(params.id);
      send(response, { ...look, ...findings(look) });
    },
  });
}

/** Takes a still of a camera. */
export function takeStillResource(desk: CameraDesk) {
  return postResource({
    ...KEEPER,
    path: '/api/v1/cameras/{id}/stills',
    summary: 'Take a still of a camera',
    params: Params,
    body: z.strictObject({}),
    problems: PROBLEMS,
    reply: {
      description: 'Its id, for /api/v1/camera-stills/{still}, for ten minutes',
      types: ['application/json'],
      schema: z.object({ still: z.string() }),
    },
    serve: async ({ params }, _request, response) => {
      const still = await orUnprocessable(() => desk.still(params.id, gone(response)));
      send(response, { still: still ?? noCamera(params.id) });
    },
  });
}

/** The bytes of a still. */
export function stillResource(desk: CameraDesk) {
  return rawResource({
    ...KEEPER,
    path: '/api/v1/camera-stills/{still}',
    summary: 'A still that was taken in the last ten minutes',
    params: z.strictObject({ still: idKey('Id of the still') }),
    query: None,
    problems: [404],
    reply: {
      description:
        'The picture, as the camera sends it: people on it are not wiped out. One of a test has them wiped out',
      types: ['image/jpeg'],
      schema: z.string().meta({ format: 'binary' }),
    },
    serve: ({ params }, _request, response) => {
      const bytes = desk.stillBytes(params.still) ?? noCamera(params.still);
      response.set({ 'Content-Type': 'image/jpeg', 'Cache-Control': 'no-store' }).send(Buffer.from(bytes));
    },
  });
}

/** Tests zones and masks on the next seconds. */
export function testCameraResource(desk: CameraDesk) {
  return postResource({
    ...KEEPER,
    path: '/api/v1/cameras/{id}/tests',
    summary: 'Look at the next seconds of a camera with these zones and masks; nothing is counted or kept',
    params: Params,
    body: z.strictObject({
      seconds: z.number().min(1).max(20).default(6),
      zones: PolygonsShape,
      masks: PolygonsShape,
    }),
    problems: PROBLEMS,
    reply: {
      description: 'What moved, where was looked and what was found, picture by picture, and what masks take away',
      types: ['application/json'],
      schema: CameraTestedShape,
    },
    serve: async ({ params, body }, _request, response) => {
      const tested = await orUnprocessable(() => desk.test(params.id, body, gone(response)));
      if (!tested) noCamera(params.id);
      const { cause, ...rest } = tested;
      send(response, { ...rest, ...(cause && { cause: { ...cause, ...saidBeside(cause.message) } }) });
    },
  });
}

/** What was found, with codes. */
function findings({ findings }: CameraLook) {
  return { findings: findings.map((one) => ({ ...one, ...saidBeside(one.found) })) };
}

/** Aborted when nobody waits for the answer any more. */
function gone(response: Response): AbortSignal {
  const left = new AbortController();
  response.once('close', () => left.abort());
  return left.signal;
}

/** Nothing more is to be said to somebody who left. */
function send(response: Response, body: object): void {
  response.set({ 'Cache-Control': 'no-store' }).json(body);
}
