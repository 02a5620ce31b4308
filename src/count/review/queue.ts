import { hash } from 'node:crypto';
import type { Outcome, Visit } from '../../base/domain.ts';

/** Why visits wait for a person, the most pressing first; `random` is for error rates, `species` is everything of a taxon. */
export const QUEUES = ['first-record', 'protected', 'off-list', 'low-score', 'random', 'species'] as const;

/** A queue of visits that a person should look at. */
export type Queue = (typeof QUEUES)[number];

/** A visit whose name is less sure than this is in the queue of low scores. */
const LOW_SCORE = 0.6;

/** Which visits the random queue takes. */
export interface Sample {
  /** Part of all visits, above 0 and at most 1. */
  readonly share: number;
  /** Another seed takes other visits. */
  readonly seed: string;
}

/** The sample of a site that chose none. */
export const USUAL_SAMPLE: Sample = { share: 0.02, seed: '' };

/**
 * True where a visit is in a random sample: by a hash of its id, so that who asks again, on whatever day, gets the same
 * visits, and each visit has the same chance whatever it is.
 */
export function sampled(id: string, { share, seed }: Sample): boolean {
  const drawn = Number.parseInt(hash('sha256', `${seed}\n${id}`).slice(0, 12), 16);
  return drawn / 2 ** 48 < share;
}

/** What tells in which queues a visit is: little of it, since there are many. */
export interface Judged {
  readonly visit: Pick<Visit, 'id' | 'startAt' | 'taxon' | 'score' | 'closed' | 'status' | 'review'>;
  readonly outcome?: Outcome;
}

/** What a queue needs to know of taxa. */
export interface QueueTaxa {
  /** True for what is protected at level I or II. */
  protected(taxon: string): boolean;
  /** True for the taxon of the queue `species`, and all within it. */
  wanted(taxon: string): boolean;
}

/** True where a visit belongs to a queue, whether somebody looked at it already or not. */
export function isIn(queue: Queue, { visit, outcome }: Judged, sample: Sample, taxa: QueueTaxa): boolean {
  const named = outcome?.taxon ?? visit.taxon;
  if (queue === 'species') return taxa.wanted(named);
  if (!visit.closed || visit.status !== 'counted') return false;
  switch (queue) {
    case 'first-record':
      return visit.review.includes('first-record');
    case 'protected':
      return taxa.protected(named);
    case 'off-list':
      return visit.review.includes('off-list') || visit.review.includes('out-of-season');
    case 'low-score':
      return visit.score < LOW_SCORE;
    case 'random':
      return sampled(visit.id, sample);
  }
}

/** True where a visit still waits for a person: nobody decided, a second one must, or the one who did is not sure. */
export function waits({ outcome }: Pick<Judged, 'outcome'>): boolean {
  return outcome === undefined || outcome.status === 'awaiting' || outcome.status === 'uncertain';
}

/** How often the machine is wrong, from those of a sample that people decided on. */
export interface ErrorRate {
  /** Visits that people decided on. */
  readonly decided: number;
  /** Of these: rejected, or of another taxon than the machine said. A wider name that is right is no error. */
  readonly wrong: number;
  /** `wrong / decided`, with its 95 % interval; null where nobody decided. */
  readonly rate: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** 97.5 % quantile of the normal distribution. */
const Z = 1.959964;

/**
 * The error rate of a sample, with Wilson's score interval at 95 % (Wilson 1927, https://doi.org/10.2307/2276774), which
 * holds for small samples and for none wrong.
 * @param within true where a taxon lies within another one: the machine's wider name is not wrong then
 */
export function errorRate(sample: readonly Judged[], within: (taxon: string, wider: string) => boolean): ErrorRate {
  const decided = sample.flatMap(({ visit, outcome }) =>
    outcome && ['confirmed', 'corrected', 'rejected'].includes(outcome.status) ? [{ visit, outcome }] : [],
  );
  const n = decided.length;
  if (n === 0) return { decided: 0, wrong: 0, rate: null, low: null, high: null };
  const wrong = decided.filter(
    ({ visit, outcome }) => outcome.status === 'rejected' || !within(outcome.taxon, visit.taxon),
  ).length;
  const rate = wrong / n;
  const middle = (rate + Z ** 2 / (2 * n)) / (1 + Z ** 2 / n);
  const half = (Z / (1 + Z ** 2 / n)) * Math.sqrt((rate * (1 - rate)) / n + Z ** 2 / (4 * n ** 2));
  return { decided: n, wrong, rate, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
