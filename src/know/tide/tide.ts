import { Curve, lastAt, type TidePoint } from './curve.ts';
import { turned } from './tops.ts';

/** Points farther apart than this (ms) have nothing known between them: no tide takes so long to turn. */
const MOST_APART = 24 * 3_600_000;

/** A maximum with a higher water this near or nearer (ms) is a ripple of it: the tide is high once. */
const RIPPLE = 3 * 3_600_000;

/** Some time without a break. */
interface Stretch {
  readonly from: number;
  readonly curve: Curve;
  readonly highWaters: readonly TidePoint[];
}

/** The tide of a site, from points of its curve. What nobody told is not known, and not guessed. */
export class Tide {
  /** Where the curve is at its highest within three hours on either side, by time. */
  readonly highWaters: readonly TidePoint[];
  readonly #stretches: readonly Stretch[];

  /** @param points each later than the one before */
  constructor(points: readonly TidePoint[]) {
    this.#stretches = unbroken(points).map(stretchOf);
    this.highWaters = this.#stretches.flatMap(({ highWaters }) => highWaters);
  }

  /** Metres; undefined where it is not known. */
  heightAt(at: number): number | undefined {
    return this.#stretchAt(at)?.curve.at(at);
  }

  /** The high water nearest to a moment, of two as near the earlier one; undefined where the moment is not between two that are known. */
  highWaterOf(at: number): TidePoint | undefined {
    const known = this.#stretchAt(at)?.highWaters ?? [];
    const index = lastAt(known, at);
    const [before, after] = [known[index], known[index + 1]];
    if (!before) return undefined;
    if (!after) return before.at === at ? before : undefined;
    return at - before.at <= after.at - at ? before : after;
  }

  #stretchAt(at: number): Stretch | undefined {
    return this.#stretches.findLast(({ from }) => from <= at);
  }
}

function unbroken(points: readonly TidePoint[]): TidePoint[][] {
  const parts: TidePoint[][] = [];
  for (const point of points) {
    const part = parts.at(-1);
    if (part && point.at - part.at(-1)!.at <= MOST_APART) part.push(point);
    else parts.push([point]);
  }
  return parts.filter(({ length }) => length > 1);
}

function stretchOf(given: readonly TidePoint[]): Stretch {
  const { points, maxima } = turned(given);
  const curve = new Curve(points);
  const highWaters: TidePoint[] = [];
  for (const top of maxima) {
    const last = highWaters.at(-1);
    const again = last && top.at - last.at <= RIPPLE && last.height === top.height;
    if (!again && highestAround(top, points, curve) <= top.height) highWaters.push(top);
  }
  return { from: points[0]!.at, curve, highWaters };
}

/** The highest that a curve, which turns at its points only, is within three hours of a moment. */
function highestAround({ at }: TidePoint, points: readonly TidePoint[], curve: Curve): number {
  const heights = [at - RIPPLE, at + RIPPLE].flatMap((edge) => curve.at(edge) ?? []);
  for (let index = lastAt(points, at - RIPPLE) + 1; index < points.length && points[index]!.at <= at + RIPPLE; index++)
    heights.push(points[index]!.height);
  return Math.max(...heights);
}
