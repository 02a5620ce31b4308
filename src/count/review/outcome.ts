import type { Composition, Outcome, Review, ReviewStatus, Visit } from '../../base/domain.ts';

/**
 * What reviews make of a visit, all together; undefined where no decision holds.
 *
 * Decisions are read in the order in which they were taken, and the last one that holds wins; what it does not say
 * (individuals, ages, sexes, behaviour) stays as an earlier correction had it. An undone decision holds no more, and
 * holds again where its undo is undone. Notes decide nothing. A first record for the site needs two different people
 * who confirm the same taxon, or correct to it: until then it is `awaiting`.
 * @param reviews those of the visit, in any order
 */
export function outcomeOf(visit: Visit, reviews: readonly Review[]): Outcome | undefined {
  const holding = standing(reviews);
  const decisions = holding.filter(({ action }) => action !== 'note');
  const last = decisions.at(-1);
  if (!last) return undefined;
  const said = decisions.reduce<Said>((before, review) => merged(before, review), {
    taxon: visit.taxon,
    individuals: visit.individuals,
  });
  return {
    status: statusOf(visit, last, decisions),
    ...said,
    notes: holding.flatMap(({ note }) => (note ? [note] : [])),
    by: [...new Map(decisions.map(({ by }) => [person(by), by])).values()],
    at: last.at,
  };
}

/** Names of people are compared without regard to case and outer blanks. */
export function person(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}

type Said = Composition & Pick<Outcome, 'taxon' | 'individuals' | 'behaviour'>;

/** Reviews that hold, oldest first, without undos: the newest is never undone, and decides on those before it. */
export function standing(reviews: readonly Review[]): Review[] {
  const ordered = [...reviews].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const undone = new Set<string>();
  for (const { id, action, undoes } of ordered.toReversed())
    if (action === 'undo' && undoes !== undefined && !undone.has(id)) undone.add(undoes);
  return ordered.filter(({ id, action }) => action !== 'undo' && !undone.has(id));
}

function merged(before: Said, { taxon, individuals, adults, juveniles, females, males, behaviour }: Review): Said {
  const given = { taxon, individuals, adults, juveniles, females, males, behaviour };
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { ...before, ...said };
}

function statusOf(visit: Visit, last: Review, decisions: readonly Review[]): ReviewStatus {
  if (last.action === 'reject') return 'rejected';
  if (last.action === 'uncertain') return 'uncertain';
  // Who confirms confirms what stands by then: the machine's name, or an earlier correction's.
  let stands = visit.taxon;
  const named = decisions.map((review) => {
    stands = review.taxon ?? stands;
    return { by: person(review.by), taxon: stands, naming: isNaming(review) };
  });
  const people = new Set(named.flatMap(({ by, taxon, naming }) => (naming && taxon === stands ? [by] : [])));
  if (visit.review.includes('first-record') && people.size < 2) return 'awaiting';
  return last.action === 'correct' ? 'corrected' : 'confirmed';
}

/** True for decisions that say what the animal is. */
export function isNaming({ action }: Review): boolean {
  return action === 'confirm' || action === 'correct';
}
