import type { EffortTotal } from '../store/effort.ts';
import type { Store } from '../store/store.ts';
import { type Period, periodsIn, type Span } from './periods.ts';

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
  readonly effort: Pick<Store['effort'], 'total' | 'cameras'>;
}

/**
 * Effort of each camera in each period, by period, then by camera.
 * @throws RoostError if the zone is not known, or there would be more than `MOST_ROWS` rows
 */
export function effort(source: EffortSource, range: Range): EffortRow[] {
  const cameras = range.cameras ?? source.effort.cameras();
  const most = Math.floor(MOST_ROWS / Math.max(1, cameras.length));
  return periodsIn(range.from, range.to, range.period, range.zone, most).flatMap((span) => {
    const { from, to } = cut(span, range);
    return cameras.map((camera) => ({ ...span, camera, ...source.effort.total(camera, from, to) }));
  });
}

/** The part of a period that lies in the range. */
export function cut(span: Span, range: Range): { from: number; to: number } {
  return { from: Math.max(span.startAt, range.from), to: Math.min(span.endAt, range.to) };
}
