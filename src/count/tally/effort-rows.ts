import { couldSee } from '../../base/domain.ts';
import { SiteClock } from '../../base/site-clock.ts';
import type { EffortTotal } from '../store/minutes.ts';
import type { Store } from '../store/store.ts';
import { type Period, periodsIn, type Span } from './periods.ts';
import { ruleOf } from './rule.ts';
import { wholeDays } from './whole-days.ts';

/** Most rows in one answer. */
export const MOST_ROWS = 100_000;

/** A range of time in calendar periods of a zone: minutes and visits that start at or after `from` and before `to`. */
export interface Range {
  readonly from: number;
  readonly to: number;
  readonly period: Period;
  /** IANA name, e.g. `Asia/Shanghai`. */
  readonly zone: string;
  /** Only these cameras; without it, every camera that ever watched. */
  readonly cameras?: readonly string[];
}

/** What one camera watched in one period. 0 seconds: it did not look, and nothing is known. */
export interface EffortRow extends Span, EffortTotal {
  readonly camera: string;
}

/** What reading effort needs of the store. */
export interface EffortSource {
  readonly effort: Pick<Store['effort'], 'total' | 'cameras' | 'between'>;
  readonly sums: Pick<Store['sums'], 'effort' | 'rule'>;
}

/**
 * Effort of each camera in each period, by period, then by camera.
 * @throws RoostError if the zone is not known, or there would be more than `MOST_ROWS` rows
 */
export function effort(source: EffortSource, range: Range): EffortRow[] {
  const cameras = range.cameras ?? source.effort.cameras();
  const most = Math.floor(MOST_ROWS / Math.max(1, cameras.length));
  const clock = new SiteClock(range.zone);
  return periodsIn(range.from, range.to, range.period, range.zone, most).flatMap((span) => {
    const totals = effortIn(source, cameras, cut(span, range), clock);
    return cameras.map((camera) => ({ ...span, camera, ...totals(camera) }));
  });
}

/** The part of a period that lies in the range. */
export function cut(span: Span, range: { readonly from: number; readonly to: number }): { from: number; to: number } {
  return { from: Math.max(span.startAt, range.from), to: Math.min(span.endAt, range.to) };
}

/**
 * Effort of cameras in a range of time: whole days from the sums that are kept, the rest minute by minute.
 * @returns the effort of a camera, in one hour of the day where that is asked
 */
export function effortIn(
  source: EffortSource,
  cameras: readonly string[],
  { from, to }: { from: number; to: number },
  clock: SiteClock,
  byHour = false,
): (camera: string, hour?: number) => EffortTotal {
  const kept = ruleOf(source.sums)?.timeZone === clock.zone;
  const { days, edges } = kept ? wholeDays(clock, from, to) : { edges: [{ from, to }] };
  const totals = new Map<string, EffortTotal>();
  const add = (camera: string, hour: number, more: EffortTotal) => {
    for (const key of byHour ? [camera, `${camera} ${hour}`] : [camera])
      totals.set(key, sum(totals.get(key) ?? NONE, more));
  };
  if (days) for (const cell of source.sums.effort(days.from, days.to, byHour)) add(cell.camera, cell.hour ?? 0, cell);
  for (const edge of edges)
    for (const camera of cameras) {
      if (!byHour) add(camera, 0, source.effort.total(camera, edge.from, edge.to));
      else
        for (const minute of source.effort.between(edge.from, edge.to, camera))
          add(camera, clock.at(minute.minute).hour, {
            ...minute,
            lookedSeconds: couldSee(minute) ? minute.watchedSeconds : 0,
          });
    }
  return (camera, hour) => totals.get(hour === undefined ? camera : `${camera} ${hour}`) ?? NONE;
}

const NONE: EffortTotal = { watchedSeconds: 0, lookedSeconds: 0, frames: 0, dropped: 0 };

/** Two efforts in one. */
function sum(a: EffortTotal, b: EffortTotal): EffortTotal {
  return {
    watchedSeconds: a.watchedSeconds + b.watchedSeconds,
    lookedSeconds: a.lookedSeconds + b.lookedSeconds,
    frames: a.frames + b.frames,
    dropped: a.dropped + b.dropped,
  };
}
