import type { PathFacts, Sighting } from '../../base/domain.ts';

/** What a whole path tells of its track. */
export function factsOf(path: readonly Sighting[]): PathFacts {
  return { score: mean(path), strays: strays(path) };
}

function mean(path: readonly Sighting[]): number {
  return path.reduce((sum, sighting) => sum + sighting.score, 0) / Math.max(1, path.length);
}

function strays(path: readonly Sighting[]): number {
  const x = median(path.map(({ box }) => box.x + box.w / 2));
  const y = median(path.map(({ box }) => box.y + box.h / 2));
  const size = Math.sqrt(median(path.map(({ box }) => box.w * box.h)));
  return median(path.map(({ box }) => Math.hypot(box.x + box.w / 2 - x, box.y + box.h / 2 - y))) / Math.max(1e-6, size);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/**
 * A few points of a path, oldest first: the first and the last, the surest, those furthest to each side, and the first after each of
 * some times, at which visits are cut.
 */
export function fewOf(path: readonly Sighting[], cuts: readonly number[]): Sighting[] {
  const most = (of: (sighting: Sighting) => number): Sighting | undefined =>
    path.reduce<Sighting | undefined>((best, one) => (best && of(best) >= of(one) ? best : one), undefined);
  const middle = ({ box }: Sighting) => [box.x + box.w / 2, box.y + box.h / 2] as const;
  const kept = new Set([
    path[0],
    path.at(-1),
    most(({ score }) => score),
    ...[0, 1].flatMap((side) => [most((one) => middle(one)[side]!), most((one) => -middle(one)[side]!)]),
    ...cuts.map((cut) => path.find(({ at }) => at >= cut)),
  ]);
  return path.filter((one) => kept.has(one));
}
