import { z } from 'zod';
import { RoostError } from '../../../base/errors.ts';
import { say } from '../../../base/said/said.ts';
import type { Listing } from '../../../know/taxonomy/checklist.ts';
import { tellChange } from '../audited.ts';
import { jsonResource, postResource } from '../resource.ts';
import { ListingsAsked, listings, MOST_LISTED_BYTES } from '../shapes/checklist.ts';
import { Line, None } from '../shapes/common.ts';
import { orUnprocessable } from './camera-problems.ts';

/** What a new box is told of its site. */
export interface SiteAnswers {
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly timeZone: string;
  readonly region: string;
  /** What the site lists itself; what its region lists where it lists nothing. */
  readonly taxa?: readonly Listing[];
}

/** Setting up a box that has no files yet. */
export interface SetupDeps {
  /** False once it has its files. */
  readonly needed: boolean;
  /** Regions whose species may be at the site, with how many taxa each lists; `world` for any. */
  regions(): readonly { readonly name: string; readonly taxa?: number }[];
  /** Writes the files. @throws RoostError (rejects) where an answer is wrong, or files are there */
  take(answers: SiteAnswers): Promise<void>;
}

/** That of a box that runs. */
export const SET_UP: SetupDeps = {
  needed: false,
  regions: () => [],
  take: () => Promise.reject(new RoostError('set up', 'this box', say('has-its-files', {}))),
};

const AnswersShape = z
  .strictObject({
    name: Line.max(200),
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    timeZone: z.string().max(100).meta({ description: 'E.g. Asia/Shanghai' }),
    region: z.string().max(100).meta({ description: "Name of a region's list of species, or world" }),
    taxa: ListingsAsked.optional().meta({ description: 'What the site lists itself; nothing without it' }),
  })
  .meta({ id: 'SiteAnswers' });

/** Whether a box waits to be set up, and what it can be told. */
export function setupResource(deps: SetupDeps) {
  return jsonResource({
    path: '/api/v1/setup',
    role: 'admin',
    scope: 'settings',
    summary: 'Whether this box has its files yet, and which regions it knows',
    params: None,
    query: None,
    description: 'What a new box can be told',
    body: z.object({
      needed: z.boolean(),
      regions: z.array(z.object({ name: z.string(), taxa: z.int().optional() })),
    }),
    answer: () => ({ needed: deps.needed, regions: [...deps.regions()] }),
  });
}

/** Makes the files of a new box. */
export function takeSetupResource(deps: SetupDeps) {
  return postResource({
    path: '/api/v1/setup',
    role: 'admin',
    scope: 'settings',
    summary: 'Make the files of a new box, as roost init; a box that has them refuses',
    params: None,
    body: AnswersShape,
    mostBody: MOST_LISTED_BYTES,
    problems: [413, 415, 422],
    reply: {
      description: 'They are written; the box starts',
      types: ['application/json'],
      schema: z.object({ needed: z.literal(false) }),
      status: 201,
    },
    serve: async ({ body }, _request, response) => {
      const { taxa, ...rest } = body;
      await orUnprocessable(() => deps.take({ ...rest, ...(taxa && taxa.length > 0 && { taxa: listings(taxa) }) }));
      tellChange(response, { after: body });
      response.status(201).set({ 'Cache-Control': 'no-store' }).json({ needed: false });
    },
  });
}
