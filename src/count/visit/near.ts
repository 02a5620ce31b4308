import type { Visit } from '../../base/domain.ts';
import { type Group, group } from './group.ts';
import type { Member } from './member.ts';
import { apart, hullOf, type Span } from './span.ts';

/** A group with the visit that it makes up. */
export interface Settled extends Group {
  visit: Visit;
}

/** What changes at a camera in a day. */
export interface Replacement<G extends Settled> {
  /** Groups that hold a track that changes. */
  readonly changed: readonly G[];
  /** Ids of the tracks that change or go. */
  readonly replaced: ReadonlySet<string>;
  /** Their new states. */
  readonly incoming: readonly Member[];
}

/** What becomes of a camera's groups when some of their members change. */
export interface Regrouped<G extends Settled> {
  /** Groups that may be otherwise now. */
  readonly touched: readonly G[];
  /** What takes their place. */
  readonly fresh: readonly Group[];
}

/**
 * Groups again what lies near to a change, and no more: on a busy camera one visit follows on another all day, and yet a change
 * seldom reaches further than its neighbours. So it takes those that the change reaches, those near to these, and those near to
 * these again, and groups them; where those in the middle come out as they were, nothing beyond them can be otherwise.
 * Where one does not, the change goes on there, and all of these are taken for touched.
 * @param groups all of a camera's day
 */
export function regroup<G extends Settled>(
  groups: ReadonlySet<G>,
  { changed, replaced, incoming }: Replacement<G>,
  gapMs: number,
): Regrouped<G> {
  const reached = (from: ReadonlySet<G>): Set<G> => {
    const hull = hullOf([...[...from].map(({ visit }) => visit), ...incoming]);
    return new Set([...from, ...within(groups, hull, gapMs)]);
  };
  for (let core = reached(new Set(changed)); ; core = reached(reached(core))) {
    const middle = reached(core);
    const all = reached(middle);
    const members = [...all].flatMap((group) => group.members).filter(({ track }) => !replaced.has(track));
    const outcome = apartFrom(group([...members, ...incoming], gapMs), core, middle, all);
    if (outcome) return { touched: [...core], fresh: outcome };
  }
}

/** Of new groups those that take the place of the core; undefined where one of the middle is not as it was. */
function apartFrom<G extends Settled>(
  fresh: readonly Group[],
  core: ReadonlySet<G>,
  middle: ReadonlySet<G>,
  all: ReadonlySet<G>,
): Group[] | undefined {
  if (all.size === core.size) return [...fresh];
  const unmoved = new Map<string, G>();
  for (const group of all) if (!core.has(group)) unmoved.set(group.members[0]!.track, group);
  const outside = new Set([...unmoved.values()].flatMap(({ members }) => members));
  const own: Group[] = [];
  let same = 0;
  for (const group of fresh) {
    const known = unmoved.get(group.members[0]!.track);
    if (known && isSame(known, group)) same += middle.has(known) ? 1 : 0;
    else if (!group.members.some((member) => outside.has(member))) own.push(group);
    else if (group.members.some((member) => !outside.has(member))) return undefined;
  }
  return same === middle.size - core.size ? own : undefined;
}

function* within<G extends Settled>(groups: ReadonlySet<G>, hull: Span, gapMs: number): Generator<G> {
  for (const group of groups) if (apart(group.visit, hull) <= gapMs) yield group;
}

/** True where nothing of a group was replaced. */
export function isSame(a: Group, b: Group): boolean {
  return (
    a.taxon === b.taxon &&
    a.individuals === b.individuals &&
    a.members.length === b.members.length &&
    a.members.every((member, i) => member === b.members[i])
  );
}
