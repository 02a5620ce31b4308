import type { Review, Visit } from '../../base/domain.ts';
import { say } from '../../base/said/said.ts';
import { isNaming, outcomeOf, person, standing } from './outcome.ts';

/** What people are agreed on about a visit, and who. */
export interface Agreed {
  readonly taxon: string;
  /** Everybody who said so, the first one first. */
  readonly people: readonly string[];
}

/**
 * What the people who looked at a visit are agreed on; in words why nobody can say so, where it is in conflict, open or rejected.
 * Each person's last decision that holds is heard. Pure.
 */
export function agreedOn(visit: Visit, reviews: readonly Review[]): Agreed | { readonly why: string } {
  const outcome = outcomeOf(visit, reviews);
  if (!outcome) return { why: say('undecided', {}) };
  if (outcome.status === 'rejected') return { why: say('rejected', {}) };
  if (outcome.status === 'uncertain') return { why: say('uncertain', {}) };
  if (outcome.status === 'awaiting') return { why: say('awaits-second', {}) };
  let stands = visit.taxon;
  const words = new Map<string, { readonly by: string; readonly taxon?: string }>();
  for (const review of standing(reviews).filter(({ action }) => action !== 'note')) {
    stands = review.taxon ?? stands;
    words.delete(person(review.by));
    words.set(person(review.by), { by: review.by, ...(isNaming(review) && { taxon: stands }) });
  }
  const others = [...words.values()].filter(({ taxon }) => taxon !== outcome.taxon);
  if (others.length > 0) return { why: say('disagreed', { people: others.map(({ by }) => by) }) };
  return { taxon: outcome.taxon, people: [...words.values()].map(({ by }) => by) };
}
