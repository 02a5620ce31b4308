import type { Review, Visit } from '../../base/domain.ts';
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
  if (!outcome) return { why: 'nobody has decided on it' };
  if (outcome.status === 'rejected') return { why: 'it was rejected as no animal' };
  if (outcome.status === 'uncertain') return { why: 'people are uncertain of it' };
  if (outcome.status === 'awaiting') return { why: 'it is a first record, and a second person has to confirm it' };
  let stands = visit.taxon;
  const words = new Map<string, { readonly by: string; readonly taxon?: string }>();
  for (const review of standing(reviews).filter(({ action }) => action !== 'note')) {
    stands = review.taxon ?? stands;
    words.delete(person(review.by));
    words.set(person(review.by), { by: review.by, ...(isNaming(review) && { taxon: stands }) });
  }
  const others = [...words.values()].filter(({ taxon }) => taxon !== outcome.taxon);
  if (others.length > 0) return { why: `people do not agree on it (${others.map(({ by }) => by).join(', ')})` };
  return { taxon: outcome.taxon, people: [...words.values()].map(({ by }) => by) };
}
