import { z } from 'zod';
import type { Names, TaxonFacts } from '../deps.ts';

/** A taxon: its names, how deep it stands, and its protection. */
export const TaxonShape = z
  .object({
    id: z.string().meta({ description: 'Never changes', example: 'anas-platyrhynchos' }),
    rank: z
      .enum(['class', 'order', 'family', 'genus', 'species'])
      .optional()
      .meta({ description: 'Absent only where the id is of another taxonomy' }),
    scientific: z.string(),
    chinese: z.string().optional(),
    english: z.string().optional(),
    protection: z
      .union([z.literal(1), z.literal(2)])
      .optional()
      .meta({ description: "China's national protection level (2021 list): 1 is 一级, 2 is 二级" }),
    domestic: z
      .literal(true)
      .optional()
      .meta({ description: 'A domestic animal: never protected, never new, told of apart from wild ones' }),
  })
  .meta({ id: 'Taxon' });

/** A taxon with all that is known of it. */
export const TaxonDetailShape = z
  .object({
    ...TaxonShape.shape,
    note: z.string().optional().meta({ description: 'What the protection level does not say' }),
    iucn: z.string().optional().meta({ description: 'Category of the IUCN Red List', example: 'LC' }),
    redList: z.string().optional().meta({ description: "Category of China's Red List", example: 'LC' }),
    residency: z.array(z.string()).optional().meta({ description: 'How it lives in China, the commonest first' }),
    lineage: z.array(TaxonShape).meta({ description: 'The taxa above it, the nearest first' }),
  })
  .meta({ id: 'TaxonDetail' });

/** A taxon as answers write it; one that is not known is shown by its id. */
export function taxon(id: string, deps: Names): z.input<typeof TaxonShape> {
  const facts = deps.taxon(id);
  return facts ? brief(facts) : { id, scientific: id };
}

/** A taxon with all that is known of it. */
export function taxonDetail(facts: TaxonFacts, deps: Names): z.input<typeof TaxonDetailShape> {
  const { note, iucn, redList, residency } = facts;
  return {
    ...brief(facts),
    ...(note && { note }),
    ...(iucn && { iucn }),
    ...(redList && { redList }),
    ...(residency && { residency: [...residency] }),
    lineage: deps.above(facts.id).map(brief),
  };
}

function brief({
  id,
  rank,
  scientific,
  chinese,
  english,
  protection,
  domestic,
}: TaxonFacts): z.input<typeof TaxonShape> {
  return {
    id,
    rank,
    scientific,
    ...(chinese && { chinese }),
    ...(english && { english }),
    ...(protection && { protection }),
    ...(domestic && { domestic: true }),
  };
}
