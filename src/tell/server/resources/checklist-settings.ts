import { z } from 'zod';
import { say } from '../../../base/said/said.ts';
import { understandList } from '../../../know/taxonomy/lists/understood.ts';
import { tellChange } from '../audited.ts';
import type { ChecklistDesk, ChecklistSettings } from '../checklist-deps.ts';
import type { Names } from '../deps.ts';
import { Problem } from '../problem.ts';
import { jsonResource, octetResource, postResource } from '../resource.ts';
import {
  ListingShape,
  ListingsAsked,
  listing,
  listings,
  MOST_LISTED_BYTES,
  UnderstoodShape,
  understoodList,
} from '../shapes/checklist.ts';
import { Line, None } from '../shapes/common.ts';
import { orUnprocessable } from './camera-problems.ts';

const KEEPER = { role: 'keeper', scope: 'settings' } as const;
/** A list of species is small; half a year of records is not. */
const MOST_BYTES = 4 << 20;

const SettingsShape = z
  .object({
    id: z.string().meta({ description: 'Name and hash of what the file says now' }),
    inUse: z.string().meta({
      description: 'The same of what the box goes by: another one where the file was changed since it started',
    }),
    name: z.string(),
    region: z.string().optional().meta({ description: "Name of a region's list; world for no prior at all" }),
    taxa: z.array(ListingShape),
  })
  .meta({ id: 'ChecklistSettings' });

/** The checklist as its file says it. */
export function checklistSettingsResource(desk: ChecklistDesk, deps: Names) {
  return jsonResource({
    ...KEEPER,
    path: '/api/v1/checklist/settings',
    summary: "The site's checklist as its file says it now, which the next start goes by",
    params: None,
    query: None,
    problems: [422],
    description: 'The checklist of the file',
    body: SettingsShape,
    answer: async () => written(await orUnprocessable(async () => desk.settings()), deps),
  });
}

/** Changes the checklist. */
export function changeChecklistResource(desk: ChecklistDesk, deps: Names) {
  return postResource({
    ...KEEPER,
    path: '/api/v1/checklist/settings',
    summary: "Put another checklist in the place of the site's; the box goes by it from its next start on",
    params: None,
    body: z
      .strictObject({
        was: Line.max(200).meta({ description: '`id` of the checklist that was looked at' }),
        region: Line.max(100).optional().meta({ description: "Name of a region's list; none without it" }),
        taxa: ListingsAsked.meta({ description: 'All taxa that the site lists' }),
      })
      .meta({ id: 'ChecklistChange' }),
    mostBody: MOST_LISTED_BYTES,
    problems: [409, 413, 415, 422],
    reply: {
      description: 'The checklist of the file; the one before is kept beside it',
      types: ['application/json'],
      schema: SettingsShape,
    },
    serve: async ({ body: { was, region, taxa } }, _request, response) => {
      const change = { was, taxa: listings(taxa), ...(region !== undefined && { region }) };
      const done = await orUnprocessable(() => desk.save(change));
      if (!done) throw new Problem(409, say('checklist-changed', {}));
      tellChange(response, done);
      response.set({ 'Cache-Control': 'no-store' }).json(written(done.after, deps));
    },
  });
}

/** Reads a list without taking it. */
export function understandListResource(deps: Names) {
  return octetResource({
    ...KEEPER,
    path: '/api/v1/checklist/previews',
    summary: 'Read a list of species or a table of records, and tell what of it is understood; nothing is changed',
    params: None,
    query: z.strictObject({ name: Line.max(200).optional().meta({ description: 'What it is called in messages' }) }),
    most: MOST_BYTES,
    problems: [413, 415, 422],
    reply: {
      description:
        'Name by name what it was understood as. The bytes are XLSX, or text: a name a line in any of three languages, or a table as `roost checklist --csv` takes it',
      types: ['application/json'],
      schema: UnderstoodShape,
    },
    serve: async ({ query: { name = 'list' }, bytes }, response) => {
      const list = await orUnprocessable(() => understandList(bytes, { file: name, plain: true }));
      response.set('Cache-Control', 'no-store').json(understoodList(list, deps));
    },
  });
}

function written({ taxa, ...rest }: ChecklistSettings, deps: Names): z.input<typeof SettingsShape> {
  return { ...rest, taxa: taxa.map((one) => listing(one, deps)) };
}
