import type { Track, Visit } from '../domain.ts';
import { type Call, callByKind } from './kinds.ts';
import { byStart, type Member, standingOf, toMember, toVisit } from './member.ts';
import type { Repeats } from './repeats.ts';

/** How tracks are folded into visits. */
export interface FoldOptions {
  /** Longest time with nobody there inside one visit, in milliseconds; 60 s by default. */
  readonly gapMs?: number;
  /** Names a track's taxon; undefined for what makes no visit. Kinds by default. */
  readonly callOf?: (track: Track) => Call | undefined;
  /** Knows fixtures; without it nothing is set aside. */
  readonly repeats?: Repeats;
}

/** One minute. */
export const VISIT_GAP = 60_000;

/**
 * Folds stored tracks into closed visits, oldest first: what a folder that was offered them in any order, and then
 * advanced past the last gap, holds.
 */
export function foldAll(tracks: readonly Track[], options: FoldOptions = {}): Visit[] {
  const { gapMs = VISIT_GAP, callOf = callByKind, repeats } = options;
  const states = latestStates(tracks);
  for (const track of states) repeats?.learn(track);
  return group(members(states, callOf), gapMs)
    .sort((a, b) => byStart(a[0]!, b[0]!))
    .map((visit) => toVisit(visit, true, standingOf(visit, repeats)));
}

/** Tracks with each id once, in the state that came last; second boxes around another track's animal are none. */
export function latestStates<T extends Track>(tracks: readonly T[]): T[] {
  return [...new Map(tracks.map((track) => [track.id, track])).values()].filter((track) => track.ended !== 'double');
}

/** The tracks that make visits, named. */
export function members(tracks: readonly Track[], callOf: (track: Track) => Call | undefined): Member[] {
  return tracks.flatMap((track) => {
    const call = callOf(track);
    return call ? [toMember(track, call)] : [];
  });
}

/** Members apart by camera, taxon and whether they are doubtful, and wherever nobody was there for longer than the gap; each group by start. */
export function group(members: readonly Member[], gapMs: number): Member[][] {
  const lanes = new Map<string, Member[]>();
  for (const member of members) {
    const name = JSON.stringify([member.camera, member.taxon, member.doubt !== undefined]);
    const lane = lanes.get(name);
    if (lane) lane.push(member);
    else lanes.set(name, [member]);
  }
  return [...lanes.values()].flatMap((lane) => split(lane, gapMs));
}

function split(lane: Member[], gapMs: number): Member[][] {
  const groups: Member[][] = [];
  let until = Number.NEGATIVE_INFINITY;
  for (const member of lane.sort(byStart)) {
    const last = groups.at(-1);
    if (last && member.startAt - until <= gapMs) last.push(member);
    else groups.push([member]);
    until = Math.max(until, member.endAt);
  }
  return groups;
}

/** True if a track's time at the camera is no further than the gap from a visit of its taxon there. */
export function joins(member: Member, visit: Visit, gapMs: number): boolean {
  return (
    member.camera === visit.camera &&
    member.taxon === visit.taxon &&
    member.startAt - visit.endAt <= gapMs &&
    visit.startAt - member.endAt <= gapMs
  );
}
