import { z } from 'zod';
import type { ReadDeps } from '../deps.ts';
import { Problem } from '../problem.ts';
import { jsonResource } from '../resource.ts';
import { idKey, limitKey, None } from '../shapes/common.ts';
import { TaxonDetailShape, taxonDetail } from '../shapes/taxon.ts';

const Query = z.strictObject({
  q: z.string().trim().min(1).max(100).meta({ description: 'A part of an id, a scientific, Chinese or English name' }),
  limit: limitKey(100, 20),
});

/** Taxa by any of their names. */
export function taxaResource(deps: ReadDeps) {
  return jsonResource({
    path: '/api/v1/taxa',
    role: 'viewer',
    scope: 'records',
    summary: 'Taxa by any of their names, the likest first',
    params: None,
    query: Query,
    description: 'Taxa with what is above them, their protection and their categories',
    body: z.object({ data: z.array(TaxonDetailShape) }),
    answer: ({ query }) => ({ data: deps.taxa(query.q, query.limit).map((facts) => taxonDetail(facts, deps)) }),
  });
}

/** One taxon. */
export function taxonResource(deps: ReadDeps) {
  return jsonResource({
    path: '/api/v1/taxa/{id}',
    role: 'viewer',
    scope: 'records',
    summary: 'One taxon',
    params: z.strictObject({ id: idKey('Id of the taxon') }),
    query: None,
    problems: [404],
    description: 'The taxon with what is above it, its protection and its categories',
    body: TaxonDetailShape,
    answer: ({ params }) => {
      const facts = deps.taxon(params.id);
      if (!facts) throw new Problem(404, `No taxon ${JSON.stringify(params.id)}; /api/v1/taxa?q= searches them`);
      return taxonDetail(facts, deps);
    },
  });
}
