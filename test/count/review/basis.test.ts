import { describe, expect, it } from 'vitest';
import type { Outcome, ReviewStatus, Visit } from '../../../src/base/domain.ts';
import { countedAs, countedInTime } from '../../../src/count/review/basis.ts';
import { aVisit } from '../store/values.ts';

const counted = aVisit('v1', { taxon: 'aves', individuals: 2 });
const setAside: Visit = { ...counted, status: 'set-aside', reason: 'a branch' };

function reviewed(visit: Visit, status?: ReviewStatus) {
  const outcome = { status: status!, taxon: 'anas-crecca', individuals: 5, notes: [], by: ['Lin'], at: 0 } as Outcome;
  return { visit, version: 1, ...(status && { outcome }) };
}

const machine = { taxon: 'aves', individuals: 2 };
const person = { taxon: 'anas-crecca', individuals: 5 };

describe('what a visit counts as', () => {
  it.each([
    // status of the review, on the machine's word, on reviewers' words, on the best word
    [undefined, machine, undefined, machine],
    ['confirmed', machine, person, person],
    ['corrected', machine, person, person],
    ['rejected', machine, undefined, undefined],
    ['uncertain', machine, undefined, machine],
    ['awaiting', machine, undefined, machine],
  ] as const)('%s, where the machine counted it', (status, byMachine, byReview, best) => {
    const visit = reviewed(counted, status);
    expect(countedAs(visit, 'machine')).toEqual(byMachine);
    expect(countedAs(visit, 'reviewed')).toEqual(byReview);
    expect(countedAs(visit, 'best')).toEqual(best);
  });

  it('adds nothing to a time of which nobody knows whether it was then, and stays what it is', () => {
    const undated = reviewed({ ...counted, clock: 'doubtful' }, 'confirmed');
    for (const basis of ['machine', 'reviewed', 'best'] as const) {
      expect(countedAs(undated, basis)).toBeDefined();
      expect(countedInTime(undated, basis)).toBeUndefined();
      expect(countedInTime(reviewed(counted, 'confirmed'), basis)).toEqual(
        countedAs(reviewed(counted, 'confirmed'), basis),
      );
    }
  });

  it.each([
    [undefined, undefined, undefined],
    ['corrected', person, person],
    ['rejected', undefined, undefined],
    ['uncertain', undefined, undefined],
  ] as const)('%s, where the machine set it aside', (status, byReview, best) => {
    const visit = reviewed(setAside, status);
    expect(countedAs(visit, 'machine')).toBeUndefined();
    expect(countedAs(visit, 'reviewed')).toEqual(byReview);
    expect(countedAs(visit, 'best')).toEqual(best);
  });
});
