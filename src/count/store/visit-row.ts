import type { ClockDoubt, Outcome, Reviewed, ReviewReason, Visit, VisitStatus } from '../../base/domain.ts';
import { countedAs } from '../review/basis.ts';
import type { Judged } from '../review/queue.ts';

/** A visit without the list of its tracks, which may be of thousands. */
export type VisitHead = Omit<Visit, 'tracks'>;

/** A visit's head with what reviews make of it. */
export interface ReviewedHead extends Omit<Reviewed, 'visit'> {
  readonly visit: VisitHead;
}

/** A visit as a table holds it, `tracks` as JSON in its own order. */
export interface VisitRow {
  readonly id: string;
  readonly camera: string;
  readonly taxon: string;
  readonly start_at: number;
  readonly end_at: number;
  readonly individuals: number;
  readonly score: number;
  readonly closed: 0 | 1;
  readonly status: VisitStatus;
  readonly reason: string | null;
  readonly review: string;
  readonly zone: string | null;
  readonly clock: ClockDoubt | null;
  readonly continues: string | null;
  readonly version: number;
  readonly outcome: string | null;
  readonly tracks: string;
}

/** What is written of a visit: the machine's columns, and what it counts as now that people have spoken, in sums of a time (`best_counted`) too. */
export type WrittenRow = Omit<VisitRow, 'version' | 'tracks'> & {
  readonly best_taxon: string;
  readonly best_individuals: number;
  readonly best_counted: 0 | 1;
};

/** The row of a visit under what reviews make of it. */
export function toRow(visit: VisitHead, outcome: Outcome | undefined): WrittenRow {
  const best = countedAs({ visit, ...(outcome && { outcome }) }, 'best');
  return {
    id: visit.id,
    camera: visit.camera,
    taxon: visit.taxon,
    start_at: visit.startAt,
    end_at: visit.endAt,
    individuals: visit.individuals,
    score: visit.score,
    closed: visit.closed ? 1 : 0,
    status: visit.status,
    reason: visit.reason ?? null,
    review: JSON.stringify(visit.review),
    zone: visit.zone ?? null,
    clock: visit.clock ?? null,
    continues: visit.continues ?? null,
    outcome: outcome ? JSON.stringify(outcome) : null,
    best_taxon: best?.taxon ?? outcome?.taxon ?? visit.taxon,
    best_individuals: best?.individuals ?? visit.individuals,
    best_counted: best && !visit.clock ? 1 : 0,
  };
}

/** The machine's visit in a row. */
export function toVisit(row: VisitRow): Visit {
  return { ...toHead(row), tracks: JSON.parse(row.tracks) as string[] };
}

/** The same without its tracks. */
export function toHead(row: Omit<VisitRow, 'tracks'>): VisitHead {
  return {
    id: row.id,
    camera: row.camera,
    taxon: row.taxon,
    startAt: row.start_at,
    endAt: row.end_at,
    individuals: row.individuals,
    score: row.score,
    closed: row.closed === 1,
    status: row.status,
    ...(row.reason !== null && { reason: row.reason }),
    review: JSON.parse(row.review) as ReviewReason[],
    ...(row.zone !== null && { zone: row.zone }),
    ...(row.clock !== null && { clock: row.clock }),
    ...(row.continues !== null && { continues: row.continues }),
  };
}

/** What tells in which queues the visit in a row is. */
export function toJudged(
  row: Pick<VisitRow, 'id' | 'start_at' | 'taxon' | 'score' | 'closed' | 'status' | 'review' | 'outcome'>,
): Judged {
  const { id, taxon, score, status } = row;
  const review = row.review === '[]' ? NOTHING : (JSON.parse(row.review) as ReviewReason[]);
  return {
    visit: { id, startAt: row.start_at, taxon, score, closed: row.closed === 1, status, review },
    ...(row.outcome !== null && { outcome: JSON.parse(row.outcome) as Outcome }),
  };
}

const NOTHING: readonly never[] = [];

/** The visit in a row with what reviews make of it. */
export function toReviewed(row: VisitRow): Reviewed {
  return { ...toReviewedHead(row), visit: toVisit(row) };
}

/** The same without its tracks. */
export function toReviewedHead(row: Omit<VisitRow, 'tracks'>): ReviewedHead {
  return {
    visit: toHead(row),
    version: row.version,
    ...(row.outcome !== null && { outcome: JSON.parse(row.outcome) as Outcome }),
  };
}
