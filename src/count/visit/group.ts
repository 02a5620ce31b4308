import { RANKS } from '../../base/domain.ts';
import { groupBy } from '../../base/group-by.ts';
import { isWithin, taxonById } from '../../know/taxonomy/taxa.ts';
import { type Count, individualsOf } from './line.ts';
import { byStart, type Member } from './member.ts';
import { Party } from './party.ts';
import { apart, hullOf, near } from './span.ts';

/** The members of one visit, by start: those of its taxon, and those named less deeply that may be the same animals. */
export interface Group {
  readonly taxon: string;
  readonly members: readonly Member[];
  /** How many they count together with what is counted under deeper names: see `individualsOf`. */
  readonly individuals: number;
}

/**
 * Groups members into visits: apart by camera, by day, by whether they or their clock are doubtful and by taxon, and wherever nobody was there
 * for longer than the gap.
 *
 * An animal whose track broke must not count twice because one part is named to species and the other is not. So a
 * member joins a visit of a taxon below its own if that visit is within the gap and has room: with the member there are never
 * more at once than bear the visit's name at its fullest. Then it may be one of these animals, and adds nobody to
 * the count. It joins the nearest such visit; where it comes between two of one taxon and both are within the gap, both must have
 * room, and they become one. A member for which there is no room stays in a visit of its own taxon, which counts
 * those that are beyond what deeper names count already; where that is nobody, the visit joins one of these.
 *
 * Does not depend on the order in which members are given.
 * @returns by start
 */
export function group(members: readonly Member[], gapMs: number): Group[] {
  // Most often all are of one lane, and a colony has thousands of members.
  const one = members.every((member) => inOneLane(member, members[0]!));
  const lanes = one ? new Map([['', members]]) : groupBy(members, laneOf);
  const groups = [...lanes.values()].flatMap((lane) => groupLane(lane, gapMs));
  return groups.sort((a, b) => byStart(a.members[0]!, b.members[0]!));
}

function inOneLane(a: Member, b: Member): boolean {
  const doubtful = (a.doubt === undefined) !== (b.doubt === undefined);
  return a.camera === b.camera && a.day === b.day && !doubtful && a.clock === b.clock;
}

/** What members of one visit have in common, but for their names. */
function laneOf({ camera, day, doubt, clock }: Member): string {
  return `${doubt === undefined} ${clock === undefined} ${day} ${camera}`;
}

/**
 * The group that another one goes on with over the midnight between them, as one visit would if days did not part them: the last one
 * of its taxon in the day before, within the gap.
 */
export function goesOnWith<T extends Group>(later: Group, groups: Iterable<T>, gapMs: number): T | undefined {
  const [first] = later.members as [Member];
  const { day } = first;
  if (day === undefined || first.startAt - day > gapMs) return undefined;
  const lane = laneOf({ ...first, day: 0 });
  let found: T | undefined;
  let latest = first.startAt - gapMs;
  for (const earlier of groups) {
    const [one] = earlier.members as [Member];
    if (earlier.taxon !== later.taxon || one.startAt >= day || laneOf({ ...one, day: 0 }) !== lane) continue;
    const { endAt } = hullOf(earlier.members);
    if (endAt < latest || one.day === undefined) continue;
    found = earlier;
    latest = endAt;
  }
  return found;
}

function groupLane(lane: readonly Member[], gapMs: number): Group[] {
  const own = groupBy(lane, ({ taxon }) => taxon);
  const parties = new Map<string, Party[]>();
  for (const taxon of [...own.keys()].sort(deepestFirst)) {
    const deeper = [...parties].filter(([below]) => isWithin(below, taxon)).map(([, list]) => list);
    const left = joinAll(own.get(taxon)!.sort(byStart), deeper, gapMs);
    parties.set(
      taxon,
      split(left, gapMs).map((some) => new Party(taxon, some)),
    );
  }
  const counts = settled(parties, gapMs);
  return [...parties.values()].flat().map((party) => {
    return { taxon: party.taxon, members: party.members.sort(byStart), individuals: counts.get(party)!.individuals };
  });
}

/** Counts individuals, and lets parties that count nobody join one that counts their animals, until each counts somebody. */
function settled(parties: Map<string, Party[]>, gapMs: number): Map<Party, Count> {
  for (;;) {
    const counts = individualsOf(parties);
    const [empty, { beside: home } = {}] = [...counts].find(([, { individuals }]) => individuals === 0) ?? [];
    if (!empty || !home) return counts;
    home.absorb(empty);
    remove(parties, empty);
    for (const other of parties.get(home.taxon)!) {
      if (other === home || apart(other, home) > gapMs) continue;
      home.absorb(other);
      remove(parties, other);
    }
    parties.get(home.taxon)!.sort((a, b) => a.startAt - b.startAt);
  }
}

function remove(parties: Map<string, Party[]>, party: Party): void {
  parties.set(
    party.taxon,
    parties.get(party.taxon)!.filter((other) => other !== party),
  );
}

/** Species before genera before families; what the taxonomy does not know holds nothing and comes first. */
function deepestFirst(a: string, b: string): number {
  return depth(b) - depth(a) || (a < b ? -1 : 1);
}

function depth(taxon: string): number {
  const rank = taxonById(taxon)?.rank;
  return rank ? RANKS.indexOf(rank) : RANKS.length;
}

/** Members by start, cut wherever nobody was there for longer than the gap. */
function split(members: readonly Member[], gapMs: number): Member[][] {
  const groups: Member[][] = [];
  let until = Number.NEGATIVE_INFINITY;
  for (const member of members) {
    const last = groups.at(-1);
    if (last && member.startAt - until <= gapMs) last.push(member);
    else groups.push([member]);
    until = Math.max(until, member.endAt);
  }
  return groups;
}

/**
 * Lets members, by start, join parties of deeper taxa, and returns those that cannot. A party that was joined reaches
 * further, so what was too far may now be near: forward and backward, until nothing changes.
 */
function joinAll(members: readonly Member[], deeper: readonly Party[][], gapMs: number): Member[] {
  let left = [...members];
  for (let before = Number.POSITIVE_INFINITY; deeper.length > 0 && left.length < before; ) {
    before = left.length;
    left = left.filter((member) => !join(member, deeper, gapMs));
    left = left.reverse().filter((member) => !join(member, deeper, gapMs));
    left.reverse();
  }
  return left;
}

/**
 * Joins the parties of the taxon that is nearest in time, of those that it can join.
 * @param deeper parties of one taxon each, by start; they are more than the gap apart and stay so
 * @returns false where there is none
 */
function join(member: Member, deeper: readonly Party[][], gapMs: number): boolean {
  let nearest: { list: Party[]; from: number; to: number } | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const list of deeper) {
    const [from, to] = near(list, member, gapMs);
    let away = Number.POSITIVE_INFINITY;
    for (let i = from; i < to; i++) away = Math.min(away, apart(list[i]!, member));
    if (away >= least || !hasRoom(list, from, to, member)) continue;
    nearest = { list, from, to };
    least = away;
  }
  if (!nearest) return false;
  const { list, from, to } = nearest;
  const first = list[from]!;
  first.take(member);
  for (const other of list.splice(from + 1, to - from - 1)) first.absorb(other);
  return true;
}

/** True where some parties of one taxon have room for one more beside it, at each of them. */
function hasRoom(list: readonly Party[], from: number, to: number, member: Member): boolean {
  let room = 0;
  for (let i = from; i < to; i++) room = Math.max(room, list[i]!.room);
  for (let i = from; i < to; i++) if (list[i]!.crowd.beside(member) >= room) return false;
  return true;
}
