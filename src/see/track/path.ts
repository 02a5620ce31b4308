import type { Sighting } from '../../base/domain.ts';

/** Most sightings that a path keeps: two minutes at 5 frames a second, an hour at one in 6 s. */
export const PATH_LIMIT = 600;

/**
 * Drops, from a path that is one longer than its limit, the sighting whose neighbours in time are closest, never the
 * first, the last or the best. Spacing so evens out over the whole life, and both sides of every long gap stay.
 */
export function thin(path: Sighting[], limit = PATH_LIMIT): void {
  if (path.length <= limit) return;
  let best = 0;
  for (let i = 1; i < path.length; i++) if (path[i]!.score > path[best]!.score) best = i;
  let drop = -1;
  let narrowest = Number.POSITIVE_INFINITY;
  for (let i = 1; i < path.length - 1; i++) {
    const span = path[i + 1]!.at - path[i - 1]!.at;
    if (i !== best && span < narrowest) {
      narrowest = span;
      drop = i;
    }
  }
  if (drop > 0) path.splice(drop, 1);
}
