import type { Basis, Composition } from '../../base/domain.ts';
import { type Countable, type Counted, countedInTime } from './basis.ts';

/**
 * Whose word a visit's count is. `plain`: the machine's, and nobody decided anything. Where somebody did: what the
 * `machine` had said, what is settled (`reviewed`), and what counts as the machine says until it is (`pending`).
 */
export type Part = 'plain' | 'machine' | 'reviewed' | 'pending';

/** Which parts make up a basis; each visit is in at most one of them, so that they may be summed. */
export const PARTS: Readonly<Record<Basis, readonly Part[]>> = {
  machine: ['plain', 'machine'],
  reviewed: ['reviewed'],
  best: ['plain', 'reviewed', 'pending'],
};

/** What a visit adds to one part. */
export interface Contribution extends Counted, Required<Composition> {
  readonly part: Part;
}

/** What a visit adds to the parts; nothing where it counts on nobody's word, or nobody knows when it was. Ages and sexes are as people said, else 0. */
export function contributionsOf(reviewed: Countable): Contribution[] {
  const machine = countedInTime(reviewed, 'machine');
  const { outcome } = reviewed;
  if (!outcome) return machine ? [{ part: 'plain', ...machine, ...composition(undefined) }] : [];
  const settled = countedInTime(reviewed, 'reviewed');
  const best = countedInTime(reviewed, 'best');
  return [
    ...(machine ? [{ part: 'machine' as const, ...machine, ...composition(undefined) }] : []),
    ...(settled ? [{ part: 'reviewed' as const, ...settled, ...composition(outcome) }] : []),
    ...(best && !settled ? [{ part: 'pending' as const, ...best, ...composition(undefined) }] : []),
  ];
}

function composition(said: Composition | undefined): Required<Composition> {
  const { adults = 0, juveniles = 0, females = 0, males = 0 } = said ?? {};
  return { adults, juveniles, females, males };
}
