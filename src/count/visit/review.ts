import type { ReviewReason } from '../../base/domain.ts';
import { isWildSpecies, protectedInTheWild } from '../../know/taxonomy/wild.ts';

/** True if no visit of a species that started before a time is known at the site: then one at that time is the first. */
export type IsFirst = (taxon: string, startAt: number) => boolean;

/** Every reason, in the order in which visits give them. */
const ORDER: readonly ReviewReason[] = [
  'kind-conflict',
  'taught-conflict',
  'off-list',
  'out-of-season',
  'protected-1',
  'first-record',
];

/**
 * Why a person should look at a visit: all that its tracks ask for, its protection at level I, and its being the first
 * of its species, which only a visit of a wild animal that counts can be.
 */
export function reviewOf(
  { taxon, startAt, counted }: { taxon: string; startAt: number; counted: boolean },
  ofTracks: readonly ReviewReason[],
  isFirst: IsFirst,
): ReviewReason[] {
  const reasons = new Set(ofTracks);
  if (protectedInTheWild(taxon) === 1) reasons.add('protected-1');
  if (counted && isWildSpecies(taxon) && isFirst(taxon, startAt)) reasons.add('first-record');
  return ORDER.filter((reason) => reasons.has(reason));
}
