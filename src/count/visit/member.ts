import type { ClockDoubt, Point, Track } from '../../base/domain.ts';
import type { Call } from './call.ts';
import { doubt } from './doubt.ts';

/** A track as a visit knows it. */
export interface Member extends Call {
  readonly track: string;
  readonly camera: string;
  readonly startAt: number;
  readonly endAt: number;
  /** Start of the site's day that it lies in, ms; absent where nobody knows the site's days. */
  readonly day?: number;
  /** Its start, where the track was there before: the midnight at which it was cut. */
  readonly since?: number;
  /** True while it is followed: its visit stays open. */
  readonly live: boolean;
  /** Where its feet were at first; undefined where it has no path. */
  readonly foot?: Point;
  /** Why it is too weak to count; doubtful tracks make visits of their own, which are set aside. */
  readonly doubt?: string;
  /** Its times come from a clock that was not right; such tracks make visits of their own. */
  readonly clock?: ClockDoubt;
}

/** A track as a member, under the name it is called by. */
export function toMember(track: Track, { taxon, score, review, named }: Call): Member {
  const { id, camera, startAt, endAt, ended, clock } = track;
  const why = doubt(track);
  const call: Call = { taxon, score, review, named };
  const box = track.path[0]?.box;
  return {
    ...{ track: id, camera, ...call, startAt, endAt, live: ended === undefined },
    ...(box && { foot: [box.x + box.w / 2, box.y + box.h] as const }),
    ...(why && { doubt: why }),
    ...(clock && { clock }),
  };
}

/** By start; of two that start at once the lower id is first, so that the order does not hang on who came first. */
export function byStart(a: Member, b: Member): number {
  return a.startAt - b.startAt || (a.track < b.track ? -1 : 1);
}

/** Of some members those that are not among others, by start and track; both by start. */
export function without(members: readonly Member[], others: readonly Member[]): Member[] {
  const left: Member[] = [];
  let at = 0;
  for (const member of members) {
    while (at < others.length && others[at] !== member && before(others[at]!, member)) at++;
    const other = others[at];
    if (other === member || (other?.track === member.track && other.startAt === member.startAt)) at++;
    else left.push(member);
  }
  return left;
}

function before(a: Member, b: Member): boolean {
  return a.startAt < b.startAt || (a.startAt === b.startAt && a.track < b.track);
}
