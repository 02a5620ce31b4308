import type { Kind, Scored, Verdict } from '../../base/domain.ts';
import { isWithin, taxonById } from '../../know/taxonomy/taxa.ts';

/**
 * What a verdict is worth beside the truth: named to the species and right or wrong, a wider taxon that is right or
 * wrong, no more than its class, an animal that was not found; for a picture without an animal, nothing found, or
 * something.
 */
export type Result =
  | 'species-right'
  | 'species-wrong'
  | 'rolled-up-right'
  | 'rolled-up-wrong'
  | 'unidentified'
  | 'missed'
  | 'blank'
  | 'false';

/** One picture or clip of a set, evaluated. */
export interface Outcome {
  /** Relative to the set. */
  readonly file: string;
  /** Id of the taxon that it shows; undefined for a blank. */
  readonly truth?: string;
  /** True where a classifier that was asked has a label for the true species. */
  readonly known: boolean;
  /** What the detector took it for; undefined where it was not asked or found nothing. */
  readonly kind?: Kind;
  /** Undefined where no animal was found. */
  readonly verdict?: Verdict;
  readonly result: Result;
  /** What Frigate's stock rule says of the same crops, see {@link frigateRule}; undefined where it names nothing. */
  readonly frigate?: Scored;
  readonly milliseconds: number;
}

/**
 * Compares a verdict with the truth. A truth that is itself wider than a species (a bird that nobody can name from the
 * picture) is met by whatever lies within it.
 * @param lacks true where the animal is of a species that the taxonomy lacks, so that nothing narrower is right
 */
export function resultOf(
  truth: string | undefined,
  verdict: Pick<Verdict, 'taxon' | 'rank'> | undefined,
  lacks = false,
): Result {
  if (truth === undefined) return verdict ? 'false' : 'blank';
  if (!verdict) return 'missed';
  const { taxon, rank } = verdict;
  const wide = taxonById(truth)?.rank !== 'species' && !lacks;
  const right = isWithin(truth, taxon) || (wide && isWithin(taxon, truth));
  if (rank === 'species') return right ? 'species-right' : 'species-wrong';
  if (!right) return 'rolled-up-wrong';
  return rank === 'class' ? 'unidentified' : 'rolled-up-right';
}
