import type { ReviewReason, Track } from '../../base/domain.ts';
import { findTaxon, taxonById, taxonOfKind } from '../../know/taxonomy/taxa.ts';

/** What a track is called for counting. */
export interface Call {
  /** Id of a taxon, at any rank. */
  readonly taxon: string;
  readonly score: number;
  /** What its verdict asks a person to look at. */
  readonly review: readonly ReviewReason[];
  /** True where a verdict says so; false where only the detector does. */
  readonly named: boolean;
}

/**
 * Calls a track by its verdict; without one as before, and if it had none before, by its kind: birds are Aves, mammals
 * Mammalia.
 * A name less sure than `minScore` counts as the kind, and one that the taxonomy has renamed as its present name.
 * @param before what the track was called in an earlier state
 * @param minScore 0 to 1
 * @returns undefined for people and vehicles, which make no visit
 */
export function callOf(
  { kind, score, verdict }: Pick<Track, 'kind' | 'score' | 'verdict'>,
  before?: Call,
  minScore = 0,
): Call | undefined {
  const taxon = taxonOfKind(kind);
  if (!taxon) return undefined;
  const byKind: Call = { taxon: taxon.id, score, review: [], named: false };
  if (!verdict) return before?.named ? before : byKind;
  if (verdict.score < minScore) return byKind;
  return { taxon: presentId(verdict.taxon), score: verdict.score, review: verdict.review, named: true };
}

function presentId(taxon: string): string {
  return taxonById(taxon) ? taxon : (findTaxon(taxon)?.id ?? taxon);
}
