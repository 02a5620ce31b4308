import { isDeepStrictEqual } from 'node:util';
import type { Track, Visit } from '../../base/domain.ts';
import type { Store } from '../store/store.ts';
import type { VisitChange } from '../visit/folder.ts';

/** How far back visits may still change, ms; what repeats at one place is known by a day of tracks before them. */
const DAY = 86_400_000;
/** So far back is read: a day that may change, the day before it, the hour that a day may have more, and a gap. */
const READ = 2 * DAY + 2 * 3_600_000;

/** What of the stored tracks must be folded again to go on where they end. */
export interface Past {
  readonly tracks: readonly Track[];
  /** Ids of tracks that turned out to be doubles, and whose visits were not told so. */
  readonly doubles: readonly string[];
  /** True for a visit of which all is among the tracks that it is judged by. */
  matters(visit: Pick<Visit, 'camera' | 'startAt' | 'endAt'>): boolean;
}

/**
 * Reads the last day's tracks, those that were never folded, and those of open visits, with all that these are judged by.
 * @param newest the newest time that matters, ms
 * @param most so many of those that were left unfolded longer ago
 */
export function readPast({ tracks, visits }: Pick<Store, 'tracks' | 'visits'>, newest: number, most: number): Past {
  const left = tracks.unfolded(most);
  const old = [...left, ...visits.open()].filter(({ startAt }) => startAt < newest - DAY);
  const around = old.flatMap(({ camera, startAt, endAt }) => tracks.near(camera, startAt - READ, endAt + READ));
  const all = new Map([...tracks.since(newest - READ), ...around].map((track) => [track.id, track]));
  return {
    tracks: [...all.values()],
    doubles: left.flatMap(({ id, ended }) => (ended === 'double' ? [id] : [])),
    matters: (visit) =>
      visit.endAt >= newest - DAY ||
      old.some(
        ({ camera, startAt, endAt }) =>
          camera === visit.camera && visit.endAt >= startAt - DAY && visit.startAt <= endAt + DAY,
      ),
  };
}

/**
 * What the store must be told, so that it has what was folded of these tracks and nothing else.
 * @param tracks ids of those that were folded, and of doubles
 */
export function differences(
  { visits, tracks: stored }: Pick<Store, 'visits' | 'tracks'>,
  folded: ReadonlyMap<string, Visit>,
  tracks: readonly string[],
  matters: Past['matters'],
): VisitChange[] {
  const open = visits.open();
  const isOpen = new Set(open.map(({ id }) => id));
  const ids = new Set([...isOpen, ...stored.visitsOf(tracks)]);
  const gone = [...ids].flatMap((id): VisitChange[] => {
    const visit = folded.has(id) ? undefined : visits.get(id);
    if (!visit || !(isOpen.has(id) || matters(visit))) return [];
    return [{ change: 'withdrawn', visit: { ...visit, closed: true } }];
  });
  const changed = [...folded.values()].flatMap((visit): VisitChange[] => {
    if (!(isOpen.has(visit.id) || matters(visit)) || isDeepStrictEqual(visits.get(visit.id), visit)) return [];
    return [{ change: visit.closed ? 'end' : 'update', visit }];
  });
  return [...changed, ...gone];
}
