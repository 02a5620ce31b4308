import type { Track, Visit } from '../domain.ts';
import { type FoldOptions, group, joins, latestStates, members as membersOf, VISIT_GAP } from './fold.ts';
import { type Call, callByKind } from './kinds.ts';
import { type Member, standingOf, toVisit, visitId } from './member.ts';
import type { Repeats } from './repeats.ts';

/** How tracks are folded as they come. */
export interface FolderOptions extends FoldOptions {
  /** How long a closed visit can still be changed by a late track, in milliseconds; a day by default. */
  readonly keepMs?: number;
}

/**
 * What happened to a visit: `new` when its first track came, `update` when anything of it changed, `end` when its gap
 * has passed, `withdrawn` when it is no visit any more, because it became part of another or its tracks were taken
 * back. After its `end` a visit still sees `update` if it is set aside later, and `update` and again `end` if a track
 * that was late joins it.
 */
export interface VisitChange {
  readonly change: 'new' | 'update' | 'end' | 'withdrawn';
  readonly visit: Visit;
}

/** A track handed in; those of a tracker that are not confirmed yet make no visit. */
export type Offered = Track & { readonly confirmed?: boolean };

interface Group {
  members: readonly Member[];
  visit: Visit;
}

const DAY = 86_400_000;

/**
 * Folds tracks into visits as they come, in any order: living ones again and again, ended ones once. Pure: time is
 * passed in. A visit's id comes from its earliest track, so it stays as the visit grows, and is the same when visits
 * are derived again from the stored tracks; only a track that started even earlier gives the visit its own id, and the
 * former one is withdrawn.
 */
export class VisitFolder {
  readonly #gapMs: number;
  readonly #keepMs: number;
  readonly #callOf: (track: Track) => Call | undefined;
  readonly #repeats: Repeats | undefined;
  readonly #groups = new Map<string, Group>();
  /** Visit id by track id. */
  readonly #homes = new Map<string, string>();

  constructor(options: FolderOptions = {}) {
    this.#gapMs = options.gapMs ?? VISIT_GAP;
    this.#keepMs = options.keepMs ?? DAY;
    this.#callOf = options.callOf ?? callByKind;
    this.#repeats = options.repeats;
  }

  /** Takes tracks in, or their newer states, and returns what that changed, one entry a visit. */
  offer(tracks: readonly Offered[]): VisitChange[] {
    const confirmed = latestStates(tracks.filter((track) => track.confirmed !== false));
    const affected = new Set(confirmed.flatMap((track) => this.#repeats?.learn(track) ?? []));
    const members = membersOf(confirmed, this.#callOf);
    const changes = this.#regroup(new Set(confirmed.map((track) => track.id)), members);
    return [...changes, ...this.#rejudge(affected, new Set(changes.map((change) => change.visit.id)))];
  }

  /** Takes tracks back, e.g. doubles that a tracker withdrew. */
  withdraw(tracks: readonly string[]): VisitChange[] {
    const affected = new Set(tracks.flatMap((track) => this.#repeats?.forget(track) ?? []));
    const changes = this.#regroup(new Set(tracks), []);
    return [...changes, ...this.#rejudge(affected, new Set(changes.map((change) => change.visit.id)))];
  }

  /** Ends the visits whose gap has passed at a time, and forgets those that ended long ago. */
  advance(at: number): VisitChange[] {
    const changes: VisitChange[] = [];
    let oldest = at;
    for (const [id, group] of this.#groups) {
      const { visit, members } = group;
      if (!visit.closed && at - visit.endAt > this.#gapMs && !members.some((member) => member.live)) {
        group.visit = { ...visit, closed: true };
        changes.push({ change: 'end', visit: group.visit });
      }
      if (group.visit.closed && at - visit.endAt > this.#keepMs) this.#forget(id, group);
      else oldest = Math.min(oldest, visit.startAt);
    }
    this.#repeats?.forgetBefore(Math.min(oldest, at - DAY) - DAY);
    return changes;
  }

  /** The visits in mind, oldest first: open ones, and closed ones that a late track could still change. */
  visits(): Visit[] {
    return [...this.#groups.values()].map((group) => group.visit).sort((a, b) => a.startAt - b.startAt);
  }

  /** Replaces tracks by their new states and folds again what lies near enough to be touched. */
  #regroup(replaced: ReadonlySet<string>, incoming: readonly Member[]): VisitChange[] {
    const touched = new Map<string, Group>();
    for (const track of replaced) {
      const home = this.#homes.get(track);
      if (home) touched.set(home, this.#groups.get(home)!);
    }
    for (const [id, group] of this.#groups) {
      if (incoming.some((member) => joins(member, group.visit, this.#gapMs))) touched.set(id, group);
    }
    for (const [id, group] of touched) this.#forget(id, group);
    const kept = [...touched.values()]
      .flatMap((group) => group.members)
      .filter((member) => !replaced.has(member.track));
    const fresh = group([...kept, ...incoming], this.#gapMs);
    return [...fresh.flatMap((members) => this.#settle(members, touched)), ...this.#withdrawn(touched)];
  }

  /** Makes members a visit and says how it differs from the one of its id before. */
  #settle(members: readonly Member[], before: ReadonlyMap<string, Group>): VisitChange[] {
    const id = visitId(members[0]!.track);
    const old = before.get(id)?.visit;
    const standing = standingOf(members, this.#repeats);
    const asBefore = toVisit(members, old?.closed ?? false, standing);
    const unchanged = old !== undefined && JSON.stringify(asBefore) === JSON.stringify(old);
    const visit = unchanged ? old : toVisit(members, false, standing);
    this.#groups.set(id, { members, visit });
    for (const member of members) this.#homes.set(member.track, id);
    return unchanged ? [] : [{ change: old ? 'update' : 'new', visit }];
  }

  #withdrawn(before: ReadonlyMap<string, Group>): VisitChange[] {
    return [...before]
      .filter(([id]) => !this.#groups.has(id))
      .map(([, { visit }]) => ({ change: 'withdrawn', visit: { ...visit, closed: true } }));
  }

  /** Judges again the visits of some tracks, but for those just settled; they stay open or closed as they are. */
  #rejudge(tracks: ReadonlySet<string>, settled: ReadonlySet<string>): VisitChange[] {
    const homes = new Set([...tracks].map((track) => this.#homes.get(track)));
    const changes: VisitChange[] = [];
    for (const [id, group] of this.#groups) {
      if (!homes.has(id) || settled.has(id)) continue;
      const standing = standingOf(group.members, this.#repeats);
      const visit = toVisit(group.members, group.visit.closed, standing);
      if (visit.status === group.visit.status && visit.reason === group.visit.reason) continue;
      group.visit = visit;
      changes.push({ change: 'update', visit });
    }
    return changes;
  }

  #forget(id: string, group: Group): void {
    this.#groups.delete(id);
    for (const member of group.members) this.#homes.delete(member.track);
  }
}
