import type { Api, Tallies, Taxon } from '../../api/types.ts';

/** The list of a site: which species may be there, and when. */
export type Checklist = Api['GET /api/v1/checklist']['reply'];

/** What the checklist of a site makes of a month. */
export interface Expected {
  /** Expected in the month and counted in the time that is asked about. */
  readonly found: readonly Taxon[];
  /** Expected in the month and not counted in it. */
  readonly missing: readonly Taxon[];
}

/**
 * Holds the species that a checklist expects in a month against what was counted. A wider name that was counted finds no species.
 * @param month 1 to 12
 * Pure.
 */
export function expectedIn({ data }: Pick<Checklist, 'data'>, tallies: Pick<Tallies, 'data'>, month: number): Expected {
  const counted = countedSpecies(tallies);
  const wanted = data
    .filter(({ taxon, months }) => taxon.rank === 'species' && (months?.includes(month) ?? true))
    .map(({ taxon }) => taxon);
  return {
    found: wanted.filter(({ id }) => counted.has(id)),
    missing: wanted.filter(({ id }) => !counted.has(id)),
  };
}

/** How much of a year is found: of each month, 1 to 12, how many species are expected in it, and how many of these were counted. Pure. */
export function monthsOf(
  list: Pick<Checklist, 'data'>,
  tallies: Pick<Tallies, 'data'>,
): { readonly month: number; readonly expected: number; readonly found: number }[] {
  return Array.from({ length: 12 }, (_, n) => {
    const { found, missing } = expectedIn(list, tallies, n + 1);
    return { month: n + 1, expected: found.length + missing.length, found: found.length };
  });
}

/** True for a species that the site counted and its own checklist does not have: it is new to the list. Pure. */
export function isNewTo({ data }: Pick<Checklist, 'data'>, { id, rank, domestic }: Taxon): boolean {
  return data.length > 0 && rank === 'species' && !domestic && !data.some(({ taxon }) => taxon.id === id);
}

function countedSpecies({ data }: Pick<Tallies, 'data'>): ReadonlySet<string> {
  return new Set(data.flatMap(({ taxon, visits }) => (taxon && visits ? [taxon.id] : [])));
}
