import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AIMS, type Candidacy, GROUPS, thresholdOf } from '../../../src/try/eval/thresholds.ts';

const many = (group: Candidacy['group'], p: number, right: number, wrong: number): Candidacy[] => [
  ...Array.from({ length: right }, () => ({ group, p, right: true })),
  ...Array.from({ length: wrong }, () => ({ group, p, right: false })),
];

describe('a threshold', () => {
  it('is the least strict where all known animals are named rightly and none else', () => {
    expect(thresholdOf('species', many('known', 0.9, 50, 0), AIMS)).toBe(0.5);
  });

  it('lies above known animals that are named wrongly too often', () => {
    const cases = [...many('known', 0.9, 50, 1), ...many('known', 0.7, 10, 5)];
    expect(thresholdOf('species', cases, AIMS)).toBe(0.71);
  });

  it('lies above unknown animals that are named too often, however many known ones are right', () => {
    const known = many('known', 0.9, 1000, 0);
    expect(
      thresholdOf('species', [...known, ...many('unknown', 0.8, 0, 5), ...many('unknown', 0.1, 0, 95)], AIMS),
    ).toBe(0.81);
    expect(
      thresholdOf('species', [...known, ...many('unknown', 0.8, 0, 4), ...many('unknown', 0.1, 0, 96)], AIMS),
    ).toBe(0.5);
  });

  it('of a wider rank holds for unknown animals by themselves', () => {
    const known = many('known', 0.9, 1000, 0);
    expect(thresholdOf('family', [...known, ...many('unknown', 0.8, 8, 2)], AIMS)).toBe(0.81);
    expect(thresholdOf('family', [...known, ...many('unknown', 0.8, 19, 1)], AIMS)).toBe(0.5);
  });

  it('is the strictest where the aims hold nowhere', () => {
    expect(thresholdOf('genus', many('known', 1, 1, 9), AIMS)).toBe(0.99);
  });

  it('holds the aims in every group, or is the strictest', () => {
    const candidacy = fc.record({
      group: fc.constantFrom(...GROUPS),
      p: fc.double({ min: 0, max: 1, noNaN: true }),
      right: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(candidacy, { maxLength: 60 }), (cases) => {
        const threshold = thresholdOf('order', cases, AIMS);
        if (threshold === 0.99) return;
        for (const group of GROUPS) {
          const named = cases.filter((one) => one.group === group && one.p >= threshold);
          expect(named.filter(({ right }) => right).length).toBeGreaterThanOrEqual(AIMS.widerRight * named.length);
        }
      }),
    );
  });
});
