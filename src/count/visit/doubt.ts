import type { Track } from '../../base/domain.ts';
import { say } from '../../base/said/said.ts';
import { factsOf } from './whole-path.ts';

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
export function doubt(track: Pick<Track, 'hits' | 'looks' | 'path' | 'whole'>): string | undefined {
  const whole = track.whole ?? factsOf(track.path);
  const standing = whole.strays < STANDS;
  if (evidence(track, whole.score) >= (standing ? ENOUGH_STANDING : ENOUGH)) return undefined;
  const { hits, looks } = track;
  return say(standing ? 'too-weak-standing' : 'too-weak', { hits, looks, score: whole.score });
}

/** Mean score over all looks at a track, those that did not find it counted as 0; 0 to 1. */
function evidence({ hits, looks }: Pick<Track, 'hits' | 'looks'>, score: number): number {
  return looks > 0 ? (score * hits) / looks : 0;
}
