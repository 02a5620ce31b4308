import type { Review, Reviewed } from '../../base/domain.ts';
import { RoostError } from '../../base/errors.ts';

/** A decision before it is stored. */
export type Decision = Omit<Review, 'id' | 'at' | 'track' | 'since'>;

/** What only a decision on the animal itself may say. */
const OF_ANIMALS = ['taxon', 'individuals', 'adults', 'juveniles', 'females', 'males', 'behaviour'] as const;

/**
 * Makes sure that a decision says something, and nothing that contradicts itself.
 * @param earlier the reviews of the visit
 * @throws RoostError of the operation `review`, with what to send instead
 */
export function requireSense(decision: Decision, { visit, outcome }: Reviewed, earlier: readonly Review[]): void {
  const refuse = (message: string, hint = '') => {
    throw new RoostError('review', visit.id, message, hint);
  };
  const { action, taxon, individuals, undoes, note } = decision;
  const said = OF_ANIMALS.filter((key) => decision[key] !== undefined);
  if (action === 'confirm' || action === 'correct') {
    requireSum(decision, individuals ?? outcome?.individuals ?? visit.individuals, refuse);
  } else if (said.length > 0) {
    refuse(`${action} says ${said.join(', ')}`, 'Send them with correct');
  }
  if (action === 'correct' && said.length === 0) refuse('correct says nothing', 'Send taxon, individuals or another');
  const stands = outcome?.taxon ?? visit.taxon;
  if (action === 'confirm' && taxon !== undefined && taxon !== stands)
    refuse(`confirm names ${taxon} where the visit is ${stands}`, 'Send correct instead');
  if (action === 'note' && note === undefined) refuse('note has no note');
  if (action === 'undo' && !earlier.some(({ id }) => id === undoes))
    refuse(undoes === undefined ? 'undo does not say what' : `no review ${undoes} is on this visit`, 'Send its id');
  if (action !== 'undo' && undoes !== undefined) refuse(`${action} cannot undo`, 'Send undo');
}

function requireSum(decision: Decision, individuals: number, refuse: (message: string, hint: string) => void): void {
  const pairs = [
    ['adults', 'juveniles'],
    ['females', 'males'],
  ] as const;
  for (const [a, b] of pairs) {
    const sum = (decision[a] ?? 0) + (decision[b] ?? 0);
    if (sum > individuals) refuse(`${a} and ${b} are ${sum} of ${individuals} individuals`, 'Correct individuals too');
  }
}
