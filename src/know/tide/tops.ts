import { SAMPLED, type TidePoint } from './curve.ts';

/** Points with the turns of the water between them, and which of them are maxima. */
export interface Turned {
  /** By time. */
  readonly points: readonly TidePoint[];
  readonly maxima: readonly TidePoint[];
}

/**
 * Finds where water turns. Of samples an even step apart, the one that is highest or lowest only stands next to the turn, which is the
 * vertex of the parabola through it and its neighbours; it is put among the points. Where several in a row are equal, the turn
 * is in their middle. The first and the last point are no turns, for nobody knows what was before and after.
 */
export function turned(points: readonly TidePoint[]): Turned {
  const all: TidePoint[] = [];
  const maxima: TidePoint[] = [];
  for (let first = 0, next: number; first < points.length; first = next) {
    next = first + 1;
    while (next < points.length && points[next]!.height === points[first]!.height) next++;
    const own = points.slice(first, next);
    const [before, after] = [points[first - 1], points[next]];
    const [height, way] = [own[0]!.height, before && Math.sign(own[0]!.height - before.height)];
    const turns = before && after && way === Math.sign(height - after.height);
    const turn = turns ? (own.length === 1 ? vertex(before, own[0]!, after) : middle(own)) : undefined;
    all.push(...own);
    if (!turn) continue;
    if (own.every(({ at }) => at !== turn.at)) all.push(turn);
    if (way! > 0) maxima.push(turn);
  }
  return { points: all.sort((a, b) => a.at - b.at), maxima };
}

function vertex(before: TidePoint, own: TidePoint, after: TidePoint): TidePoint {
  const step = own.at - before.at;
  if (step !== after.at - own.at || step > SAMPLED) return own;
  const slope = after.height - before.height;
  const bend = before.height - 2 * own.height + after.height;
  const at = own.at - Math.round((step * slope) / (2 * bend));
  return at === own.at ? own : { at, height: own.height - slope ** 2 / (8 * bend) };
}

function middle(own: readonly TidePoint[]): TidePoint {
  const [first, last] = [own[0]!, own.at(-1)!];
  return { at: Math.round((first.at + last.at) / 2), height: first.height };
}
