import { Crowd } from './crowd.ts';
import type { Span } from './span.ts';

/**
 * MaxN: the most animals there were at once. Each counts from its first sighting to its last; the tracker ends a track
 * that it cannot vouch for, so a gap inside one is presence. All of the most must be there together for longer than a
 * flicker of two boxes (see `heldUntil`), so that a track that ends as another starts is not beside it. Photographs,
 * which show each animal once, count by the most in one of them.
 * @returns 0 for none
 */
export function maxN(spans: readonly Span[]): number {
  return new Crowd(spans).most();
}
