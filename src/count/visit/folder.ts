import type { Track, Visit } from '../../base/domain.ts';
import { callOf } from './call.ts';
import { type FoldOptions, latestStates, siteOf, VISIT_GAP } from './fold.ts';
import { type Group as Grouped, group } from './group.ts';
import { type Site, standingOf, toVisit, visitId } from './make.ts';
import { type Member, toMember } from './member.ts';
import { gathered } from './near.ts';
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

interface Group extends Grouped {
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
  readonly #minScore: number;
  readonly #site: Site;
  readonly #repeats: Repeats | undefined;
  readonly #groups = new Map<string, Group>();
  /** Visit id by track id. */
  readonly #homes = new Map<string, string>();

  constructor(options: FolderOptions = {}) {
    this.#gapMs = options.gapMs ?? VISIT_GAP;
    this.#keepMs = options.keepMs ?? DAY;
    this.#minScore = options.minScore ?? 0;
    this.#site = siteOf(options);
    this.#repeats = options.repeats;
  }

  /** Takes tracks in, or their newer states, and returns what that changed, one entry a visit. */
  offer(tracks: readonly Offered[]): VisitChange[] {
    const confirmed = latestStates(tracks.filter((track) => track.confirmed !== false));
    const affected = new Set(confirmed.flatMap((track) => this.#repeats?.learn(track) ?? []));
    const members = confirmed.flatMap((track) => {
      const call = callOf(track, this.#member(track.id), this.#minScore);
      return call ? [toMember(track, call)] : [];
    });
    const changes = this.#regroup(new Set(confirmed.map((track) => track.id)), members);
    return [...changes, ...this.#rejudge(affected, new Set(changes.map((change) => change.visit.id)))];
  }

  /** Takes tracks back, e.g. doubles that a tracker withdrew. */
  withdraw(tracks: readonly string[]): VisitChange[] {
    const affected = new Set(tracks.flatMap((track) => this.#repeats?.forget(track) ?? []));
    const changes = this.#regroup(new Set(tracks), []);
    return [...changes, ...this.#rejudge(affected, new Set(changes.map((change) => change.visit.id)))];
  }

  /** Judges all visits in mind again, after what is known of fixtures changed otherwise than by tracks. */
  judgeAgain(): VisitChange[] {
    return this.#rejudge(new Set(this.#homes.keys()), new Set());
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
    const visits = (groups: ReadonlyMap<string, Group>) => [...groups.values()].map(({ visit }) => visit);
    for (const id of gathered(visits(this.#groups), visits(touched), incoming, this.#gapMs)) {
      touched.set(id, this.#groups.get(id)!);
    }
    for (const [id, group] of touched) this.#forget(id, group);
    const kept = [...touched.values()]
      .flatMap((group) => group.members)
      .filter((member) => !replaced.has(member.track));
    const fresh = group([...kept, ...incoming], this.#gapMs);
    return [...fresh.flatMap((visit) => this.#settle(visit, touched)), ...this.#withdrawn(touched)];
  }

  /** Makes a group a visit and says how it differs from the one of its id before. */
  #settle(grouped: Grouped, before: ReadonlyMap<string, Group>): VisitChange[] {
    const id = visitId(grouped.members[0]!.track);
    const known = before.get(id);
    if (known && isSame(known, grouped)) {
      this.#keep(id, known);
      return [];
    }
    const old = known?.visit;
    const asBefore = this.#visitOf(grouped, old?.closed ?? false);
    const unchanged = old !== undefined && JSON.stringify(asBefore) === JSON.stringify(old);
    const visit = unchanged ? old : { ...asBefore, closed: false };
    this.#keep(id, { ...grouped, visit });
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
      const visit = this.#visitOf(group, group.visit.closed);
      if (visit.status === group.visit.status && visit.reason === group.visit.reason) continue;
      group.visit = visit;
      changes.push({ change: 'update', visit });
    }
    return changes;
  }

  #visitOf(grouped: Grouped, closed: boolean): Visit {
    return toVisit(grouped, closed, standingOf(grouped.members, this.#repeats), this.#site);
  }

  #member(track: string): Member | undefined {
    return this.#groups.get(this.#homes.get(track) ?? '')?.members.find((member) => member.track === track);
  }

  #keep(id: string, group: Group): void {
    this.#groups.set(id, group);
    for (const member of group.members) this.#homes.set(member.track, id);
  }

  #forget(id: string, group: Group): void {
    this.#groups.delete(id);
    for (const member of group.members) this.#homes.delete(member.track);
  }
}

/** True where nothing of a group was replaced: most of those that are folded again because one near them changed. */
function isSame(a: Grouped, b: Grouped): boolean {
  return (
    a.taxon === b.taxon &&
    a.individuals === b.individuals &&
    a.members.length === b.members.length &&
    a.members.every((member, i) => member === b.members[i])
  );
}
