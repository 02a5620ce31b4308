import { createTidePredictor, constituents as known } from '@neaps/tide-predictor';
import type { TidePoint } from './curve.ts';

/** One wave that the tide is made of. */
export interface TideConstituent {
  /** As oceanographers name it, e.g. `M2`. */
  readonly name: string;
  /** Metres, half of the range from its top to its trough. */
  readonly amplitude: number;
  /** Degrees by which its top is behind that of the equilibrium tide at Greenwich (G, UTC). */
  readonly phase: number;
}

/** Ten minutes, s: the turn of a semidiurnal tide is found to seconds from samples so far apart. */
const STEP = 600;

/** Names of all constituents that can be predicted. */
export const CONSTITUENTS: readonly string[] = Object.keys(known);

/**
 * Heights from harmonic constants, every ten minutes: the sum of the waves with the lunar node's corrections of the IHO.
 * @param constituents each of a known name: the predictor takes no notice of others
 * @param mean height of the water's mean level, metres
 */
export function predicted(
  constituents: readonly TideConstituent[],
  mean: number,
  { from, to }: { readonly from: number; readonly to: number },
): TidePoint[] {
  const predictor = createTidePredictor([...constituents], { offset: mean });
  const span = { start: new Date(from), end: new Date(to), timeFidelity: STEP };
  return predictor.getTimelinePrediction(span).map(({ time, level }) => ({ at: time.getTime(), height: level }));
}
