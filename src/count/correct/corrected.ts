import type { Rank, Reviewed } from '../../base/domain.ts';
import { isWithin, lineage } from '../../know/taxonomy/taxa.ts';
import { countedAs } from '../review/basis.ts';
import { type Sample, sampled } from '../review/queue.ts';
import { countedVisits, type VisitPages } from '../tally/counted.ts';
import { type CorrectedRow, Ledger, type SampleFacts } from './ledger.ts';

/** Which counts are corrected. */
export interface CorrectedQuery {
  /** Visits that start at or after, ms. */
  readonly from: number;
  /** Visits that start before. */
  readonly to: number;
  /** The random sample whose reviews tell how often names are right. */
  readonly sample: Sample;
  /** Only visits at this camera. */
  readonly camera?: string;
  /** Taxa are summed up to this rank; what is named less deep stays by itself. As they are named without it. */
  readonly rank?: Rank;
}

/** Corrected counts of a range, with the sample that they rest on. */
export interface CorrectedCounts {
  readonly sample: SampleFacts;
  readonly rows: readonly CorrectedRow[];
}

/**
 * Counts of visits by taxon, corrected by what the reviews of the random sample say of names: out of a taxon and into it, by
 * scores. Reviewed visits count as people said; reviews for other reasons than the sample tell no rates. What the machine never
 * saw is in no count. Visits count once they are closed, as in the queues.
 */
export async function correctedCounts(
  visits: VisitPages,
  { from, to, sample, camera, rank }: CorrectedQuery,
  signal?: AbortSignal,
): Promise<CorrectedCounts> {
  const ledger = new Ledger(isWithin);
  const labels = new Map<string, string>();
  const label = (taxon: string) => {
    const known = labels.get(taxon) ?? lineage(taxon).find((above) => above.rank === rank)?.id ?? taxon;
    labels.set(taxon, known);
    return known;
  };
  const listen = signal && (() => signal.throwIfAborted());
  listen?.();
  for await (const { reviewed, counted } of countedVisits(visits, { from, to, basis: 'machine' }, listen)) {
    const { visit } = reviewed;
    if (!visit.closed || (camera !== undefined && visit.camera !== camera)) continue;
    const decided = decidedOn(reviewed);
    if (!counted) {
      if (decided) ledger.addFound(label(decided));
      continue;
    }
    ledger.add({
      ...{ named: label(counted.taxon), score: visit.score, flagged: visit.review.length > 0 },
      sampled: sampled(visit.id, sample),
      ...(decided !== undefined && { decided: decided && label(decided) }),
    });
  }
  return { sample: ledger.sample, rows: ledger.rows() };
}

/** What people decided that a visit is; null: nothing. Undefined: nobody did, a second one must, or they cannot tell. */
function decidedOn(reviewed: Reviewed): string | null | undefined {
  if (reviewed.outcome?.status === 'rejected') return null;
  return countedAs(reviewed, 'reviewed')?.taxon;
}
