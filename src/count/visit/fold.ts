import type { Track, Visit } from '../../base/domain.ts';
import { SiteClock } from '../../base/site-clock.ts';
import { callOf } from './call.ts';
import { byDay } from './days.ts';
import { goesOnWith, group } from './group.ts';
import { type Site, standingOf, toVisit, visitId, type ZoneOf } from './make.ts';
import { toMember } from './member.ts';
import type { Repeats } from './repeats.ts';
import type { IsFirst } from './review.ts';

/** How tracks are folded into visits. */
export interface FoldOptions {
  /** Longest time with nobody there inside one visit, in milliseconds; 60 s by default. */
  readonly gapMs?: number;
  /** Knows fixtures; without it nothing is set aside. */
  readonly repeats?: Repeats;
  /** Knows the site's records; without it nothing is a first one. */
  readonly isFirst?: IsFirst;
  /** Names less sure than this count as bird or mammal; 0 by default: all names count. */
  readonly minScore?: number;
  /** Knows the cameras' zones; without it visits have none. */
  readonly zoneOf?: ZoneOf;
  /** IANA name of the site's time zone, at whose midnights visits are cut; without it they are not. */
  readonly timeZone?: string;
  /** Knows a stored visit of a day that is not in mind any more; without it none is known. */
  readonly stored?: StoredVisit;
}

/** Id of the last visit of a taxon at a camera that starts before a time and ends at or after `from`. */
export type StoredVisit = (camera: string, taxon: string, before: number, from: number) => string | undefined;

/** One minute. */
export const VISIT_GAP = 60_000;

/** The site that options tell of: without them nothing is a first record, and nothing lies in a zone. */
export function siteOf({ isFirst = () => false, zoneOf = () => undefined, timeZone }: FoldOptions): Site {
  return { isFirst, zoneOf, clock: timeZone === undefined ? undefined : new SiteClock(timeZone) };
}

/**
 * Folds stored tracks into closed visits, oldest first: what a folder that was offered them in any order, and then
 * advanced past the last gap, holds.
 */
export function foldAll(tracks: readonly Track[], options: FoldOptions = {}): Visit[] {
  const { gapMs = VISIT_GAP, repeats, minScore } = options;
  const site = siteOf(options);
  const states = latestStates(tracks);
  for (const track of states) repeats?.learn(track);
  const members = states.flatMap((track) => {
    const call = callOf(track, undefined, minScore);
    return call ? byDay(toMember(track, call), track, site.clock) : [];
  });
  const groups = group(members, gapMs);
  return groups.map((one) => {
    const before = goesOnWith(one, groups, gapMs);
    const continues = before && visitId(before.members[0]!, site.clock);
    return toVisit({ ...one, continues }, true, standingOf(one.members, repeats), site);
  });
}

/**
 * Tracks with each id once, in the state that came last, with the last verdict that came; second boxes around another
 * track's animal are none.
 */
export function latestStates<T extends Track>(tracks: readonly T[]): T[] {
  const latest = new Map<string, T>();
  for (const track of tracks) {
    const verdict = track.verdict ?? latest.get(track.id)?.verdict;
    latest.set(track.id, verdict ? { ...track, verdict } : track);
  }
  return [...latest.values()].filter((track) => track.ended !== 'double');
}
