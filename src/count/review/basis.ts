import type { Basis, Outcome, Visit } from '../../base/domain.ts';

/** What a visit counts as: of which taxon, and how many at once. */
export interface Counted {
  readonly taxon: string;
  readonly individuals: number;
}

/** What counting reads of a visit. */
export interface Countable {
  readonly visit: Pick<Visit, 'taxon' | 'individuals' | 'status' | 'clock'>;
  readonly outcome?: Outcome;
}

/**
 * What a visit counts as on somebody's word; undefined where it does not count.
 *
 * - `machine`: as the machine named and counted it, unless it set it aside; reviews do not matter.
 * - `reviewed`: as a person confirmed or corrected it. What nobody reviewed, what is uncertain, and a first record that
 *   waits for its second person do not count.
 * - `best`: as a person decided, also where the machine had set it aside; what is rejected does not count. What nobody
 *   decided counts as the machine says, and so do what is uncertain and a first record that waits.
 */
export function countedAs(reviewed: Countable, basis: Basis): Counted | undefined {
  const { visit, outcome } = reviewed;
  const { taxon, individuals, status } = visit;
  const machine = status === 'counted' ? { taxon, individuals } : undefined;
  if (basis === 'machine') return machine;
  if (outcome && settles(outcome)) return { taxon: outcome.taxon, individuals: outcome.individuals };
  return basis === 'reviewed' || outcome?.status === 'rejected' ? undefined : machine;
}

/**
 * What a visit adds to whatever tells of a time: tallies, presence, records, exports. Nothing where the box's clock was not right:
 * its animal was there, but nobody knows when, and no minute is known to have been watched then.
 */
export function countedInTime(reviewed: Countable, basis: Basis): Counted | undefined {
  return reviewed.visit.clock ? undefined : countedAs(reviewed, basis);
}

function settles({ status }: Outcome): boolean {
  return status === 'confirmed' || status === 'corrected';
}
