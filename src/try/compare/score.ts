import type { Outcome } from '../eval/outcome.ts';
import { summarise } from '../eval/summary.ts';

/** What a lineup made of a set: counts of animals, but for `falseAnimals`, which are found where there is none. */
export interface Score {
  readonly animals: number;
  readonly found: number;
  /** Of those found, of which the detector had the kind right. */
  readonly kinds: number;
  /** Named to the species. */
  readonly named: number;
  /** Of those named. */
  readonly right: number;
  /** Of those found, called by a name of whatever rank that holds. */
  readonly rightAtAnyRank: number;
  readonly falseAnimals: number;
}

/** Counts outcomes, see {@link Score}. Pure. */
export function scoreOf(outcomes: readonly Outcome[]): Score {
  const { all, kinds } = summarise(outcomes);
  const { results } = all;
  return {
    animals: all.pictures,
    found: all.pictures - results.missed,
    kinds: kinds.detectorRight,
    named: results['species-right'] + results['species-wrong'],
    right: results['species-right'],
    rightAtAnyRank: results['species-right'] + results['rolled-up-right'] + results.unidentified,
    falseAnimals: outcomes.filter(({ result }) => result === 'false').length,
  };
}
