import { RANKS } from '../../base/domain.ts';
import { isWithin, taxonById } from '../../know/taxonomy/taxa.ts';
import { groupBy } from './group-by.ts';
import type { Span } from './max-n.ts';
import { byStart, type Member } from './member.ts';
import { endingFrom, Presence } from './presence.ts';

/** The members of one visit, by start: those of its taxon, and those named less deeply that may be the same animals. */
export interface Group {
  readonly taxon: string;
  readonly members: readonly Member[];
}

/** A group that may still grow. */
interface Party extends Span {
  readonly members: Member[];
  readonly presence: Presence;
  startAt: number;
  endAt: number;
}

/**
 * Groups members into visits: apart by camera, by whether they or their clock are doubtful and by taxon, and wherever nobody was there
 * for longer than the gap.
 *
 * An animal whose track broke must not count twice because one part is named to species and the other is not. So a
 * member joins a visit of a taxon below its own if that visit is within the gap and the member overlaps none of its
 * members in time: then it may be the same animal, and adds nobody to the count. It joins the nearest such visit; where
 * it comes between two of one taxon and both are within the gap, it must overlap neither, and they become one. A member
 * that overlaps is certainly another animal, and stays in a visit of its own taxon.
 *
 * Does not depend on the order in which members are given.
 * @returns by start
 */
export function group(members: readonly Member[], gapMs: number): Group[] {
  const lanes = groupBy(members, ({ camera, doubt, clock }) =>
    JSON.stringify([camera, doubt !== undefined, clock !== undefined]),
  );
  const groups = [...lanes.values()].flatMap((lane) => groupLane(lane, gapMs));
  return groups.sort((a, b) => byStart(a.members[0]!, b.members[0]!));
}

function groupLane(lane: readonly Member[], gapMs: number): Group[] {
  const own = groupBy(lane, ({ taxon }) => taxon);
  const parties = new Map<string, Party[]>();
  for (const taxon of [...own.keys()].sort(deepestFirst)) {
    const deeper = [...parties].filter(([below]) => isWithin(below, taxon)).map(([, list]) => list);
    const left = joinAll(own.get(taxon)!.sort(byStart), deeper, gapMs);
    parties.set(taxon, split(left, gapMs).map(toParty));
  }
  return [...parties].flatMap(([taxon, list]) =>
    list.map(({ members }) => ({ taxon, members: members.sort(byStart) })),
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

function toParty(members: Member[]): Party {
  const endAt = members.reduce((end, member) => Math.max(end, member.endAt), members[0]!.endAt);
  return { members, presence: new Presence(members), startAt: members[0]!.startAt, endAt };
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
  let nearest: { list: Party[]; from: number; near: Party[] } | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const list of deeper) {
    const from = endingFrom(list, member.startAt - gapMs);
    let to = from;
    while (to < list.length && list[to]!.startAt - member.endAt <= gapMs) to++;
    const near = list.slice(from, to);
    if (near.length === 0 || near.some((party) => party.presence.overlaps(member))) continue;
    const away = Math.min(...near.map((party) => apart(party, member)));
    if (away >= least) continue;
    nearest = { list, from, near };
    least = away;
  }
  if (!nearest) return false;
  const [first, ...others] = nearest.near as [Party, ...Party[]];
  first.members.push(member);
  first.presence.add(member);
  reach(first, member);
  for (const other of others) {
    first.members.push(...other.members);
    first.presence.addAll(other.presence);
    reach(first, other);
  }
  nearest.list.splice(nearest.from + 1, others.length);
  return true;
}

function reach(party: Party, { startAt, endAt }: Span): void {
  party.startAt = Math.min(party.startAt, startAt);
  party.endAt = Math.max(party.endAt, endAt);
}

/** How long nobody of either was there, in milliseconds; 0 where they meet. */
export function apart(a: Span, b: Span): number {
  return Math.max(0, a.startAt - b.endAt, b.startAt - a.endAt);
}
