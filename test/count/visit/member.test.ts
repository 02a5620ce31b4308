import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byStart, type Member, without } from '../../../src/count/visit/member.ts';

const members = fc
  .uniqueArray(fc.record({ track: fc.constantFrom('a', 'b', 'c', 'd', 'e'), startAt: fc.nat(3) }), {
    selector: ({ track }) => track,
  })
  .map((some) => (some as Member[]).sort(byStart));

describe('without', () => {
  it('gives those that are not among the others, whatever else they changed', () => {
    fc.assert(
      fc.property(members, members, (some, others) => {
        const names = new Set(others.map(({ track, startAt }) => `${track} ${startAt}`));
        const left = some.filter(({ track, startAt }) => !names.has(`${track} ${startAt}`));
        expect(without(some, others)).toEqual(left);
      }),
    );
  });

  it('finds a member again by its identity', () => {
    const same = [
      { track: 'a', startAt: 1 },
      { track: 'b', startAt: 2 },
    ] as Member[];
    expect(without(same, same)).toEqual([]);
    expect(without(same, same.slice(1))).toEqual(same.slice(0, 1));
  });
});
