import { z } from 'zod';
import type { ReadDeps } from '../deps.ts';
import { jsonResource } from '../resource.ts';
import { ListingShape, listing } from '../shapes/checklist.ts';
import { None } from '../shapes/common.ts';

/** The site's checklist. */
export function checklistResource(deps: ReadDeps) {
  return jsonResource({
    path: '/api/v1/checklist',
    role: 'viewer',
    scope: 'records',
    summary: "The site's own checklist: which taxa are expected, and in which months",
    params: None,
    query: None,
    description: 'The checklist; empty where the site has none of its own',
    body: z.object({
      id: z.string().meta({ description: 'Name and hash of its content, as verdicts cite it; `none` without a prior' }),
      data: z.array(ListingShape),
    }),
    answer: () => {
      const { id, taxa } = deps.checklist();
      return {
        id,
        data: taxa.map((one) => listing(one, deps)),
      };
    },
  });
}
