import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { z } from 'zod';
import { RoostError } from '../../base/errors.ts';
import { type Checklist, DEFAULT_WEIGHTS, makeChecklist, NO_PRIOR } from '../taxonomy/checklist.ts';
import { MONTHS_FORM, type Months, ordered, parseMonths } from '../taxonomy/months.ts';
import { REGIONS, regionList } from '../taxonomy/regions.ts';
import { readYaml } from './read.ts';
import { id } from './schema.ts';
import { taxonName } from './taxon-name.ts';

/** Months as numbers, names, or ranges of either, one or a list of them. */
const months = z.unknown().transform((value, ctx): Months => {
  const parts = (Array.isArray(value) ? value : [value]).map((part) => parseMonths(String(part)));
  const known = parts.filter((part) => part !== undefined);
  if (known.length > 0 && known.length === parts.length) return ordered(known.flat());
  ctx.addIssue({ code: 'custom', message: MONTHS_FORM });
  return z.NEVER;
});

const weight = z.number().min(0.001, 'must be 0.001 or more: a prior weighs, it never deletes').max(1);

const weights = z
  .strictObject({
    outOfSeason: weight.default(DEFAULT_WEIGHTS.outOfSeason),
    regional: weight.default(DEFAULT_WEIGHTS.regional),
    offList: weight.default(DEFAULT_WEIGHTS.offList),
  })
  .refine(({ outOfSeason, regional, offList }) => offList <= outOfSeason && offList <= regional, {
    message: 'offList must be the least: what is on no list is the least expected',
  });

/** `site.yaml`. */
export const checklistSchema = z
  .strictObject({
    name: id,
    region: z.enum([...REGIONS, 'world']).optional(),
    weights: weights.prefault({}),
    taxa: z.array(z.strictObject({ taxon: taxonName, months: months.optional() })).default([]),
  })
  .superRefine(({ region, taxa }, ctx) => {
    const refuse = (path: PropertyKey[], message: string) => ctx.addIssue({ code: 'custom', path, message });
    if (taxa.length === 0 && !region)
      refuse(
        [],
        'lists no taxa and names no region; add taxa, or "region: china", or "region: world" for no prior at all',
      );
    if (taxa.length > 0 && region === 'world')
      refuse(['region'], '"world" means no prior at all, so it cannot stand beside taxa; leave one of them out');
    const first = new Map<string, number>();
    for (const [index, { taxon }] of taxa.entries()) {
      const before = first.get(taxon);
      if (before === undefined) first.set(taxon, index);
      else
        refuse(['taxa', index, 'taxon'], `${taxon} is listed twice, first as taxa.${before}; put its months together`);
    }
  });

/**
 * Reads the checklist of a site.
 * @throws RoostError where it is missing, or naming file, line and key of every mistake
 */
export function readChecklist(file: string): Checklist {
  if (!existsSync(file))
    throw new RoostError(
      'read checklist',
      file,
      'is missing: which taxa are expected at the site must be said, if only with "region: world"',
      `Run: roost checklist --region china > ${relative('', file)}`,
    );
  return checklistOf(readYaml(file, checklistSchema));
}

/** What a checklist's file says. */
export type ChecklistSays = z.infer<typeof checklistSchema>;

/** The checklist that a file's content says. */
export function checklistOf({ region, ...facts }: ChecklistSays): Checklist {
  if (region === 'world') return NO_PRIOR;
  const taxa = facts.taxa.map(({ taxon, months }) => ({ taxon, ...(months && { months }) }));
  return makeChecklist({ ...facts, taxa, ...(region && { region: regionList(region) }) });
}
