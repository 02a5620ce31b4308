import type { Visit } from '../../base/domain.ts';
import { groupBy } from './group-by.ts';
import type { Member } from './member.ts';
import { apart, type Span } from './span.ts';

/**
 * The visits whose tracks may be grouped otherwise when some change: those of the same camera and day that reach the
 * changed ones without a gap, or reach one that does, of whatever taxon, since a track may join a visit of another one.
 * @param changed visits whose tracks change
 * @param incoming tracks that come in
 * @param dayOf start of the day that a time lies in
 * @returns ids
 */
export function gathered(
  visits: readonly Visit[],
  changed: readonly Visit[],
  incoming: readonly Member[],
  gapMs: number,
  dayOf: (at: number) => number,
): string[] {
  const laneOf = ({ camera, startAt }: Pick<Visit, 'camera' | 'startAt'>) => `${dayOf(startAt)} ${camera}`;
  return [...groupBy<Span & { readonly camera: string }>([...changed, ...incoming], laneOf)].flatMap(
    ([lane, spans]) => {
      const hull = {
        startAt: spans.reduce((start, span) => Math.min(start, span.startAt), Number.POSITIVE_INFINITY),
        endAt: spans.reduce((end, span) => Math.max(end, span.endAt), Number.NEGATIVE_INFINITY),
      };
      const here = visits.filter((visit) => laneOf(visit) === lane);
      // What reaches further back is found from the latest end on, what reaches further on from the earliest start on.
      for (const visit of here.sort((a, b) => b.endAt - a.endAt)) widen(hull, visit, gapMs);
      for (const visit of here.sort((a, b) => a.startAt - b.startAt)) widen(hull, visit, gapMs);
      return here.filter((visit) => apart(visit, hull) <= gapMs).map(({ id }) => id);
    },
  );
}

function widen(hull: { startAt: number; endAt: number }, visit: Visit, gapMs: number): void {
  if (apart(visit, hull) > gapMs) return;
  hull.startAt = Math.min(hull.startAt, visit.startAt);
  hull.endAt = Math.max(hull.endAt, visit.endAt);
}
