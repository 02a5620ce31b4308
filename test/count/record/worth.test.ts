import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CLASSES,
  classOf,
  type Kept,
  Lowest,
  leastFirst,
  type Shown,
  worthOf,
} from '../../../src/count/record/worth.ts';

const COMMON: Shown = {
  ...{ first: false, cited: false, reviewed: false, taught: false, best: false, sampled: false, aside: false },
  ...{ seconds: 10, common: 5 },
};
const kept = (id: string, more: Partial<Shown> = {}, type: Kept['type'] = 'clip', at = 0): Kept => ({
  ...{ id, type, at },
  shown: { ...COMMON, ...more },
});
const inOrder = (all: readonly Kept[]) => [...all].sort(leastFirst).map(({ id }) => id);

const anyShown: fc.Arbitrary<Shown> = fc
  .record({
    protection: fc.constantFrom(undefined, undefined, 1 as const, 2 as const),
    ...{ first: fc.boolean(), cited: fc.boolean(), reviewed: fc.boolean(), taught: fc.boolean() },
    ...{ best: fc.boolean(), sampled: fc.boolean(), aside: fc.boolean() },
    ...{ seconds: fc.double({ min: 0, max: 86_400, noNaN: true }), common: fc.integer({ min: 1, max: 1e7 }) },
  })
  .map(({ protection, ...rest }) => ({ ...rest, ...(protection && { protection }) }));
const anyKept: fc.Arbitrary<Kept> = fc.record({
  ...{ id: fc.uuid(), type: fc.constantFrom('clip' as const, 'crop' as const) },
  ...{ at: fc.integer({ min: 0, max: 9 }), shown: anyShown },
});

describe('what makes room first', () => {
  it('is the clip of a long common visit, then of a short one, then of a scarce taxon, then crops', () => {
    const all = [
      kept('crop', {}, 'crop'),
      kept('scarce', { common: 1 }),
      kept('short', { seconds: 2 }),
      kept('long', { seconds: 900 }),
      kept('old', {}, 'clip', -1),
      kept('new', {}, 'clip', 1),
    ];
    // 1 / (1 + 10 x 5) is less than 1 / (1 + 10 x 1) and 1 / (1 + 2 x 5), which are alike: then the older, then the id.
    expect(inOrder(all)).toEqual(['long', 'old', 'new', 'scarce', 'short', 'crop']);
  });

  it('goes by class before all else: every reason to keep outdoes the length', () => {
    const reasons: Partial<Shown>[] = [
      ...[{ sampled: true }, { best: true }, { taught: true }, { reviewed: true }, { cited: true }],
      ...[{ first: true }, { protection: 2 as const }],
    ];
    const all = reasons.map((reason, index) => kept(`${index}`, { ...reason, seconds: 80_000, common: 1e6 }));
    expect([...all].reverse().sort(leastFirst)).toEqual(all);
    expect(all.map(({ shown }) => classOf(shown))).toEqual(CLASSES.slice(1));
    expect(leastFirst(kept('short crop', { seconds: 1, common: 1 }, 'crop'), all[0]!)).toBeLessThan(0);
  });

  it('is what was set aside, whatever it was taken for, unless a person decided on it', () => {
    const stone = { aside: true, protection: 1 as const, first: true, best: true, seconds: 1, common: 1 };
    expect(inOrder([kept('long', { seconds: 900 }), kept('stone', stone)])).toEqual(['stone', 'long']);
    expect(classOf({ ...COMMON, ...stone, reviewed: true })).toBe('reviewed');
  });

  it('never is a file of a class while one of a lower class is left, nor a crop while a clip of its class is', () => {
    fc.assert(
      fc.property(fc.array(anyKept, { maxLength: 60 }), (all) => {
        const places = [...all]
          .sort(leastFirst)
          .map(({ type, shown }) => [CLASSES.indexOf(classOf(shown)), type] as const);
        for (const [index, [place, type]] of places.entries()) {
          const [before, typeBefore] = places[index - 1] ?? [-1, 'clip'];
          expect(before).toBeLessThanOrEqual(place);
          if (before === place && typeBefore === 'crop') expect(type).toBe('crop');
        }
      }),
    );
  });

  it('has a worth from 0 to 16, and comes out the same from any order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyKept, { selector: ({ id }) => id, maxLength: 40 }), fc.nat(20), (all, most) => {
        for (const one of all) expect(worthOf(one)).toSatisfy((worth: number) => worth >= 0 && worth <= 16);
        const lowest = new Lowest(most + 1);
        for (const one of all.toReversed()) lowest.add(one);
        expect(lowest.all.map(({ id }) => id)).toEqual(inOrder(all).slice(0, most + 1));
      }),
    );
  });
});
