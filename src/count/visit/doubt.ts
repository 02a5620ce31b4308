import type { Sighting, Track } from '../../base/domain.ts';

/** Evidence a look (see {@link evidence}) that a track needs to count: for one that went about, and for one that stood. */
const ENOUGH = 0.35;
const ENOUGH_STANDING = 0.5;

/** An animal whose place strays less than this from its middle place, in its own sizes, stands. */
const STANDS = 0.5;

/**
 * Why a track is too weak to count, in words; undefined where it is not. A stone that looks a little like a bird is
 * found in some looks and with middling scores; an animal is found in nearly all of them, and surely. What stands has to
 * be surer than what goes about, because stones stand.
 */
export function doubt(track: Pick<Track, 'hits' | 'looks' | 'path'>): string | undefined {
  const standing = strays(track.path) < STANDS;
  if (evidence(track) >= (standing ? ENOUGH_STANDING : ENOUGH)) return undefined;
  const score = mean(track.path).toFixed(2);
  return `found in ${track.hits} of ${track.looks} looks with a mean score of ${score}${standing ? ' and never left its place' : ''}: too weak to count`;
}

/** Mean score over all looks at a track, those that did not find it counted as 0; 0 to 1. */
function evidence({ hits, looks, path }: Pick<Track, 'hits' | 'looks' | 'path'>): number {
  return looks > 0 ? (mean(path) * hits) / looks : 0;
}

function mean(path: readonly Sighting[]): number {
  return path.reduce((sum, sighting) => sum + sighting.score, 0) / Math.max(1, path.length);
}

/** How far a track's places lie from the middle one: median distance over the square root of the middle box's area. */
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
