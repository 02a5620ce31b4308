/** A height of the water at a moment. */
export interface TidePoint {
  /** ms */
  readonly at: number;
  /** Metres above the zero of the table or of the constituents. */
  readonly height: number;
}

/** Points this far apart or nearer (ms) are samples of a curve; those farther apart are its high and low waters themselves. */
export const SAMPLED = 2 * 3_600_000;

/**
 * A cubic through points that rises and falls only where they do (Fritsch and Butland 1984, as in PCHIP): it turns at points
 * and nowhere between, so that between a high and a low water it is the smooth fall that tide tables assume.
 */
export class Curve {
  readonly #points: readonly TidePoint[];
  /** Slope at each point, metres an ms. */
  readonly #slopes: readonly number[];

  /** @param points two or more, each later than the one before */
  constructor(points: readonly TidePoint[]) {
    this.#points = points;
    const rises = points.slice(1).map((point, index) => {
      const before = points[index]!;
      return (point.height - before.height) / (point.at - before.at);
    });
    this.#slopes = points.map((point, index) => {
      const [before, after] = [rises[index - 1], rises[index]];
      if (before === undefined || after === undefined) {
        const beside = points[before === undefined ? index + 1 : index - 1]!;
        return Math.abs(beside.at - point.at) > SAMPLED ? 0 : (before ?? after)!;
      }
      if (before * after <= 0) return 0;
      const [left, right] = [point.at - points[index - 1]!.at, points[index + 1]!.at - point.at];
      const [one, two] = [2 * right + left, right + 2 * left];
      return (one + two) / (one / before + two / after);
    });
  }

  /** Height at a moment, metres; undefined before the first point and after the last. */
  at(at: number): number | undefined {
    const points = this.#points;
    if (!(at >= points[0]!.at && at <= points.at(-1)!.at)) return undefined;
    const index = Math.min(lastAt(points, at), points.length - 2);
    const [from, to] = [points[index]!, points[index + 1]!];
    const width = to.at - from.at;
    const t = (at - from.at) / width;
    const [startSlope, endSlope] = [this.#slopes[index]! * width, this.#slopes[index + 1]! * width];
    const rest = 1 - t;
    return (
      (1 + 2 * t) * rest * rest * from.height +
      t * rest * rest * startSlope +
      t * t * (3 - 2 * t) * to.height -
      t * t * rest * endSlope
    );
  }
}

/** Index of the last of some points, by time, that is not after a moment; -1 where all are. */
export function lastAt(points: readonly { readonly at: number }[], at: number): number {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (points[middle]!.at <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
