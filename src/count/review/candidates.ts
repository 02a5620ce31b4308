import type { Outcome, Scored, Track, Visit } from '../../base/domain.ts';
import type { Checklist, Standing } from '../../know/taxonomy/checklist.ts';
import { isWithin } from '../../know/taxonomy/taxa.ts';

/** Another name that a visit may have, and why it is offered. */
export interface Candidate extends Scored {
  /** How the site's checklist sees it in that month; absent where the site has no prior. */
  readonly standing?: Standing;
  /** True where what people taught the box says so. */
  readonly taught?: true;
}

/** What is offered of a visit: what its tracks were called, and what it is by now. */
export interface Offered {
  readonly visit: Pick<Visit, 'taxon' | 'score'>;
  readonly outcome?: Pick<Outcome, 'taxon'> | undefined;
  readonly tracks: readonly Pick<Track, 'verdict'>[];
}

/** So many can be told at a glance, and have a key each. */
const MOST = 5;
/**
 * Less likely than this by its looks and by the checklist together is not worth a key: the type-ahead finds it. Not measured: an expected
 * name needs 2 % of a model's belief, one of the region 7 %, one on no list 40 % with the usual weights.
 */
const LEAST = 0.02;

/**
 * The names that a visit may have besides the one that it has: each with the surest word of any of its tracks, in the order of that times
 * its weight in the checklist; a name that only says less than the one that it has comes last. Five at most; none that is unlikely.
 * Pure.
 * @param checklist undefined where the site has no prior: every name weighs 1
 */
export function candidatesOf(
  { visit, outcome, tracks }: Offered,
  checklist: Pick<Checklist, 'weight' | 'standing'> | undefined,
): Candidate[] {
  const now = outcome?.taxon ?? visit.taxon;
  const found = new Map<string, Candidate & { readonly belief: number }>();
  const offer = ({ taxon, score }: Scored, month: number, taught: boolean) => {
    const belief = score * (checklist?.weight(taxon, month) ?? 1);
    if (taxon === now || belief < LEAST || belief <= (found.get(taxon)?.belief ?? 0)) return;
    const standing = checklist?.standing(taxon, month);
    found.set(taxon, { taxon, score, belief, ...(standing && { standing }), ...(taught && { taught: true }) });
  };
  for (const { verdict } of tracks)
    for (const { top, taught } of verdict?.opinions ?? [])
      for (const one of top) offer(one, verdict!.prior.month, taught !== undefined);
  // What the machine called it, where people called it otherwise.
  const month = tracks.find(({ verdict }) => verdict)?.verdict?.prior.month;
  if (month !== undefined) offer(visit, month, false);
  const coarser = ({ taxon }: Scored) => Number(isWithin(now, taxon));
  return [...found.values()]
    .sort((a, b) => coarser(a) - coarser(b) || b.belief - a.belief)
    .slice(0, MOST)
    .map(({ belief: _, ...candidate }) => candidate);
}
