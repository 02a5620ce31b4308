import { z } from 'zod';
import { saidBeside } from '../../../base/said/said.ts';
import type { Listing } from '../../../know/taxonomy/checklist.ts';
import type { UnderstoodList } from '../../../know/taxonomy/lists/understood.ts';
import { taxonById } from '../../../know/taxonomy/taxa.ts';
import type { Names } from '../deps.ts';
import { saidKey } from './said.ts';
import { TaxonShape, taxon } from './taxon.ts';

const Months = z
  .array(z.int().min(1).max(12))
  .optional()
  .meta({ description: 'Months in which it is expected, 1 to 12; all year where left out' });

/** A taxon that a site lists. */
export const ListingShape = z.object({ taxon: TaxonShape, months: Months });

/** More than any site has. */
const MOST = 5_000;
/** Most bytes of a body with so many. */
export const MOST_LISTED_BYTES = 1 << 20;

/** Taxa to be listed, as a request says them. */
export const ListingsAsked = z
  .array(z.strictObject({ taxon: z.string().min(1).max(200).meta({ description: 'Its id' }), months: Months }))
  .max(MOST);

/** A list as it was understood. */
export const UnderstoodShape = z
  .object({
    names: z.array(
      z.object({
        text: z.string().meta({ description: 'As it stands in the list' }),
        line: z.int().meta({ description: 'The first line that says so, from 1, below one that names columns' }),
        times: z.int().meta({ description: 'How many lines say so' }),
        taxa: z.array(TaxonShape).meta({
          description: 'What it was understood as: one, or several where lists differ; none where it is not taken',
        }),
        months: Months,
        why: z.string().optional().meta({ description: 'Why it is not taken, or what of it is not certain' }),
        said: saidKey,
      }),
    ),
    taxa: z.array(ListingShape).meta({ description: 'All that it lists, each taxon once' }),
    nameless: z.int().meta({ description: 'Lines that hold something, and no name' }),
  })
  .meta({ id: 'UnderstoodList' });

/** A listing as answers write it. */
export function listing({ taxon: of, months }: Listing, deps: Names): z.input<typeof ListingShape> {
  return { taxon: taxon(of, deps), ...(months && { months: [...months] }) };
}

/** Taxa as a request said them. */
export function listings(asked: z.output<typeof ListingsAsked>): Listing[] {
  return asked.map(({ taxon, months }) => ({ taxon, ...(months && months.length > 0 && { months }) }));
}

/** A list as answers write it. */
export function understoodList(
  { names, taxa, nameless }: UnderstoodList,
  deps: Names,
): z.input<typeof UnderstoodShape> {
  return {
    names: names.map(({ record, taxa, months, why, ...name }) => ({
      ...{ ...name, line: record, taxa: taxa.map(({ id }) => taxon(id, deps)) },
      ...(months && { months: [...months] }),
      ...(why !== undefined && { why, ...saidBeside(why) }),
    })),
    taxa: taxa.map((one) => listing(one, deps)),
    nameless,
  };
}

/** The names of taxa where no box is there to tell them. */
export const KNOWN_TAXA: Names = { taxon: taxonById, above: () => [] };
