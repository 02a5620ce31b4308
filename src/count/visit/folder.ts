import { isDeepStrictEqual } from 'node:util';
import type { Track, Visit } from '../../base/domain.ts';
import { groupBy } from '../../base/group-by.ts';
import { callOf } from './call.ts';
import { byDay } from './days.ts';
import { type FoldOptions, latestStates, type StoredVisit, siteOf, VISIT_GAP } from './fold.ts';
import { type Group as Grouped, goesOnWith } from './group.ts';
import { Homes } from './homes.ts';
import { type Site, standingOf, toVisit, visitId } from './make.ts';
import { byStart, type Member, toMember, without } from './member.ts';
import { isSame, regroup, type Settled } from './near.ts';
import type { Repeats } from './repeats.ts';
import { hullOf } from './span.ts';

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

const DAY = 86_400_000;
/** How often what ended long ago is looked for, ms. */
const SWEEP = 60_000;

/**
 * Folds tracks into visits as they come, in any order: living ones again and again, ended ones once. Pure: time is
 * passed in. A visit's id comes from its earliest track, so it stays as the visit grows, and is the same when visits
 * are derived again from the stored tracks; only a track that started even earlier gives the visit its own id, and the
 * former one is withdrawn. A visit belongs to one day of the site; the part of a track after a midnight is in a visit of the next
 * day, which says which one it continues.
 */
export class VisitFolder {
  readonly #gapMs: number;
  readonly #keepMs: number;
  readonly #minScore: number;
  readonly #site: Site;
  readonly #repeats: Repeats | undefined;
  readonly #stored: StoredVisit;
  readonly #groups = new Map<string, Settled>();
  /** The same by day and camera. */
  readonly #lanes = new Map<string, Set<Settled>>();
  /** Those whose visit is not closed. */
  readonly #open = new Set<Settled>();
  #sweptAt = Number.NEGATIVE_INFINITY;
  /** Visit ids by track id: one for each day in which the track was there. */
  readonly #homes = new Homes();
  /** Visits that ended before are not in mind any more. */
  #since = Number.NEGATIVE_INFINITY;

  constructor(options: FolderOptions = {}) {
    this.#gapMs = options.gapMs ?? VISIT_GAP;
    this.#keepMs = options.keepMs ?? DAY;
    this.#minScore = options.minScore ?? 0;
    this.#site = siteOf(options);
    this.#repeats = options.repeats;
    this.#stored = options.stored ?? (() => undefined);
  }

  /** Takes tracks in, or their newer states, and returns what that changed, one entry a visit. */
  offer(tracks: readonly Offered[]): VisitChange[] {
    const confirmed = latestStates(tracks.filter((track) => track.confirmed !== false));
    const affected = new Set(confirmed.flatMap((track) => this.#repeats?.learn(track) ?? []));
    const members = confirmed.flatMap((track) => {
      const call = callOf(track, this.#member(track.id), this.#minScore);
      const parts = call ? byDay(toMember(track, call), track, this.#site.clock) : [];
      // What a long track did on days whose visits are forgotten is not told again.
      return parts.filter((part) => part === parts.at(-1) || part.endAt >= this.#since);
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
    return this.#rejudge(new Set(this.#homes.tracks()), new Set());
  }

  /** Ends the visits whose gap has passed at a time, and forgets those that ended long ago. */
  advance(at: number): VisitChange[] {
    const changes: VisitChange[] = [];
    for (const group of this.#open) {
      const { visit, members } = group;
      // One that ended later than now is of a clock that was ahead: nobody can wait for that time to come.
      if (Math.abs(at - visit.endAt) <= this.#gapMs || members.some((member) => member.live)) continue;
      group.visit = { ...visit, closed: true };
      this.#open.delete(group);
      changes.push({ change: 'end', visit: group.visit });
    }
    if (Math.abs(at - this.#sweptAt) >= SWEEP) this.#sweep(at);
    return changes;
  }

  /** Forgets what ended long ago. */
  #sweep(at: number): void {
    this.#sweptAt = at;
    this.#since = Math.max(this.#since, at - this.#keepMs);
    let oldest = at;
    for (const [id, group] of this.#groups) {
      const { closed, endAt, startAt } = group.visit;
      if (closed && at - endAt > this.#keepMs) this.#forget(id, group);
      else oldest = Math.min(oldest, startAt);
    }
    this.#repeats?.forgetBefore(Math.min(oldest, at - DAY) - DAY);
  }

  /** The visits in mind, oldest first: open ones, and closed ones that a late track could still change. */
  visits(): Visit[] {
    return [...this.#groups.values()].map((group) => group.visit).sort((a, b) => a.startAt - b.startAt);
  }

  /** Replaces tracks by their new states and folds again what lies near enough to be touched. */
  #regroup(replaced: ReadonlySet<string>, incoming: readonly Member[]): VisitChange[] {
    const touched = new Map<string, Settled>();
    const fresh: Grouped[] = [];
    const homes = [...new Set([...replaced].flatMap((track) => this.#homes.of(track)))];
    const changed = groupBy(
      homes.map((id) => this.#groups.get(id)!),
      ({ visit }) => this.#laneOf(visit),
    );
    const coming = groupBy(incoming, (member) => this.#laneOf(member));
    for (const lane of new Set([...changed.keys(), ...coming.keys()])) {
      const groups = this.#lanes.get(lane) ?? new Set();
      const change = { changed: changed.get(lane) ?? [], replaced, incoming: coming.get(lane) ?? [] };
      const again = regroup(groups, change, this.#gapMs);
      for (const group of again.touched) touched.set(group.visit.id, group);
      fresh.push(...again.fresh);
    }
    for (const [id, group] of touched) this.#drop(id, group);
    fresh.sort((a, b) => byStart(a.members[0]!, b.members[0]!));
    const changes = fresh.flatMap((visit) => this.#settle(visit, touched));
    this.#rehome(touched, fresh);
    return [...changes, ...this.#goingOn([...touched.values(), ...fresh]), ...this.#withdrawn(touched)];
  }

  /** Tells those visits anew that go on with another visit than they did, now that the ones before their midnight changed. */
  #goingOn(changed: readonly Grouped[]): VisitChange[] {
    const { clock } = this.#site;
    if (!clock) return [];
    const before = changed.filter(({ members }) => {
      const { startAt, endAt } = hullOf(members);
      return clock.at(startAt).end - endAt <= this.#gapMs;
    });
    if (before.length === 0) return [];
    const changes: VisitChange[] = [];
    for (const group of this.#groups.values()) {
      const visit = { ...group.visit };
      const day = this.#dayOf(visit.startAt);
      if (!before.some(({ members: [one] }) => one!.camera === visit.camera && clock.at(one!.startAt).end === day))
        continue;
      if (this.#before(group) === visit.continues) continue;
      group.visit = this.#visitOf(group, visit.closed);
      changes.push({ change: 'update', visit: group.visit });
    }
    return changes;
  }

  /** Id of the visit that a group goes on with. */
  #before(group: Grouped): string | undefined {
    const { camera, day, startAt } = group.members[0]!;
    if (day === undefined || startAt - day > this.#gapMs) return undefined;
    const dayBefore = this.#lanes.get(this.#laneOf({ camera, startAt: day - 1 })) ?? [];
    const known = goesOnWith(group, dayBefore, this.#gapMs);
    if (known) return known.visit.id;
    const from = startAt - this.#gapMs;
    if (from >= this.#since) return undefined;
    return this.#stored(camera, group.taxon, day, from);
  }

  #dayOf(at: number): number {
    return this.#site.clock?.at(at).day ?? 0;
  }

  /** What is grouped together: the visits of a camera's day. */
  #laneOf({ camera, startAt }: Pick<Visit, 'camera' | 'startAt'>): string {
    return `${this.#dayOf(startAt)} ${camera}`;
  }

  /** Makes a group a visit and says how it differs from the one of its id before. */
  #settle(grouped: Grouped, before: ReadonlyMap<string, Settled>): VisitChange[] {
    const id = visitId(grouped.members[0]!, this.#site.clock);
    const known = before.get(id);
    if (known && isSame(known, grouped) && known.visit.continues === this.#before(grouped)) {
      this.#keep(id, known);
      return [];
    }
    const old = known?.visit;
    const asBefore = this.#visitOf(grouped, old?.closed ?? false);
    const unchanged = old !== undefined && isDeepStrictEqual(asBefore, old);
    const visit = unchanged ? old : { ...asBefore, closed: false };
    this.#keep(id, { ...grouped, visit });
    return unchanged ? [] : [{ change: old ? 'update' : 'new', visit }];
  }

  #withdrawn(before: ReadonlyMap<string, Settled>): VisitChange[] {
    return [...before]
      .filter(([id]) => !this.#groups.has(id))
      .map(([, { visit }]) => ({ change: 'withdrawn', visit: { ...visit, closed: true } }));
  }

  /** Judges again the visits of some tracks, but for those just settled; they stay open or closed as they are. */
  #rejudge(tracks: ReadonlySet<string>, settled: ReadonlySet<string>): VisitChange[] {
    const homes = new Set([...tracks].flatMap((track) => this.#homes.of(track)));
    const changes: VisitChange[] = [];
    for (const id of homes) {
      if (settled.has(id)) continue;
      const group = this.#groups.get(id)!;
      const standing = standingOf(group.members, this.#repeats);
      const { status, reason } = group.visit;
      if (standing.setAside === (status === 'set-aside') && standing.reason === reason) continue;
      group.visit = this.#visitOf(group, group.visit.closed);
      changes.push({ change: 'update', visit: group.visit });
    }
    return changes;
  }

  #visitOf(grouped: Grouped, closed: boolean): Visit {
    const continues = this.#before(grouped);
    return toVisit({ ...grouped, continues }, closed, standingOf(grouped.members, this.#repeats), this.#site);
  }

  #member(track: string): Member | undefined {
    const [home = ''] = this.#homes.of(track);
    return this.#groups.get(home)?.members.find((member) => member.track === track);
  }

  #keep(id: string, group: Settled): void {
    this.#groups.set(id, group);
    const name = this.#laneOf(group.visit);
    const lane = this.#lanes.get(name);
    if (lane) lane.add(group);
    else this.#lanes.set(name, new Set([group]));
    if (!group.visit.closed) this.#open.add(group);
  }

  /** Notes which visits hold which tracks now. Only what differs is written: a colony has thousands of tracks. */
  #rehome(touched: ReadonlyMap<string, Settled>, fresh: readonly Grouped[]): void {
    for (const [id, { members }] of touched)
      for (const { track } of without(members, this.#groups.get(id)?.members ?? [])) this.#homes.delete(track, id);
    for (const { members } of fresh) {
      const id = visitId(members[0]!, this.#site.clock);
      for (const { track } of without(members, touched.get(id)?.members ?? [])) this.#homes.add(track, id);
    }
  }

  #forget(id: string, group: Settled): void {
    this.#drop(id, group);
    for (const { track } of group.members) this.#homes.delete(track, id);
  }

  #drop(id: string, group: Settled): void {
    this.#groups.delete(id);
    const name = this.#laneOf(group.visit);
    const lane = this.#lanes.get(name);
    lane?.delete(group);
    if (lane?.size === 0) this.#lanes.delete(name);
    this.#open.delete(group);
  }
}
