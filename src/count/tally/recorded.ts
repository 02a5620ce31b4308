import { SiteClock } from '../../base/site-clock.ts';
import type { Store } from '../store/store.ts';
import { slotOf } from './slots.ts';

/** A range of time, ms: from `from` up to `to`. */
interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** What tells since when there is anything. */
export interface RecordedSource {
  readonly visits: Pick<Store['visits'], 'page' | 'list'>;
  readonly effort: Pick<Store['effort'], 'cameras' | 'spanOf'>;
}

const MINUTE = 60_000;

/** From the start of the first visit or minute of all to the end of the last; undefined before there is one. */
export function recorded({ visits, effort }: RecordedSource): TimeRange | undefined {
  const all = { from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER };
  const spans = [
    ...visits.page({ ...all, limit: 1 }).map(({ visit }) => [visit.startAt, visit.startAt + 1] as const),
    ...visits.list({ limit: 1 }).map(({ startAt }) => [startAt, startAt + 1] as const),
    ...effort.cameras().flatMap((camera) => {
      const span = effort.spanOf(camera);
      return span ? [[span.first, span.last + MINUTE] as const] : [];
    }),
  ];
  if (spans.length === 0) return undefined;
  return { from: Math.min(...spans.map(([from]) => from)), to: Math.max(...spans.map(([, to]) => to)) };
}

/**
 * The part of a range of which anything can be known: from the ten minutes of the first record on, since presence belongs to the ten
 * minutes in which it is, until now, or until the last record where that is later. Whoever asks for ten thousand years is answered
 * for those that there were.
 * @param zone of the site, an IANA name
 * @returns undefined where the range has no such part
 */
export function knownPart(
  source: RecordedSource,
  { from, to }: TimeRange,
  now: number,
  zone: string,
): TimeRange | undefined {
  const known = recorded(source);
  if (!known) return undefined;
  const first = slotOf(known.from, new SiteClock(zone));
  const part = { from: Math.max(from, first), to: Math.min(to, Math.max(known.to, now)) };
  return part.from < part.to ? part : undefined;
}
