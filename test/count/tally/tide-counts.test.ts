import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PresenceRow } from '../../../src/count/tally/presence-line.ts';
import { againstTide, meanOf, NEAR } from '../../../src/count/tally/tide-counts.ts';
import { Tide } from '../../../src/know/tide/tide.ts';
import { NEAP, SPRING, sampled } from '../../know/tide/fortnight.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SLOT = 10 * MINUTE;
const tide = new Tide(sampled(60));

/** Ten minutes in which cameras looked all the time, with so many animals all the time. */
function row(at: number, individuals: number | null, looked = 600): PresenceRow {
  return { at, individuals, animalSeconds: 600 * (individuals ?? 0), lookedSeconds: looked };
}

/** A fortnight from the first high water on, with so many animals at each time. */
function fortnight(individuals: (middle: number) => number | null, looked = (_: number) => 600): PresenceRow[] {
  const start = SPRING - 24 * HOUR;
  return Array.from({ length: 15 * 144 }, (_, index) => start + index * SLOT).map((at) => {
    return row(at, individuals(at + SLOT / 2), looked(at + SLOT / 2));
  });
}

const distanceTo = (at: number) => at - tide.highWaterOf(at)!.at;

describe('counts against the tide', () => {
  it('have the peak of each high water of a spring and neap fortnight, in the ten minutes of its top', () => {
    // A roost that fills as the mud is covered: ten birds for each 10 cm above 2 m.
    const rows = fortnight((middle) => Math.max(0, Math.round(100 * (tide.heightAt(middle)! - 2))));
    const { highWaters } = againstTide(rows, tide);
    // A high water each 12 h 25 min, less the parts of the first and the last day.
    expect(highWaters).toHaveLength(29);
    const peakOf = (at: number) => highWaters.find((one) => one.at === tide.highWaterOf(at)!.at)!;
    expect(peakOf(SPRING)).toMatchObject({ individuals: 140, height: expect.closeTo(3.4, 2) });
    expect(Math.abs(peakOf(SPRING).peakAt! + SLOT / 2 - SPRING)).toBeLessThanOrEqual(3 * SLOT);
    expect(peakOf(NEAP).individuals).toBeGreaterThanOrEqual(58);
    expect(peakOf(NEAP).individuals).toBeLessThanOrEqual(62);
    for (const { at, height, individuals, peakAt } of highWaters) {
      expect(individuals! / 100).toBeCloseTo(height - 2, 1);
      expect(Math.abs(peakAt! + SLOT / 2 - at)).toBeLessThanOrEqual(3 * SLOT);
    }
  });

  it('tell which share was near high water, beside the share of the time that was looked at', () => {
    // Ten birds within an hour of high water, one at any other time; looked at in the rising half of the tide only.
    const counted = againstTide(
      fortnight(
        (middle) => (tide.highWaterOf(middle) && Math.abs(distanceTo(middle)) <= HOUR ? 10 : 1),
        (middle) => (tide.highWaterOf(middle) && distanceTo(middle) <= 0 ? 600 : 0),
      ),
      tide,
    );
    const { all, near, far } = counted;
    const looked = near.lookedSeconds / all.lookedSeconds;
    // Two of the 6.21 hours before each high water.
    expect(looked).toBeCloseTo(2 / 6.21, 1);
    // Of ten birds for 2 h and one for 10.42 h: 22 bird-hours of 30.42.
    expect(near.animalSeconds / all.animalSeconds).toBeCloseTo(22 / 30.42, 1);
    expect(meanOf(near)! / meanOf(far)!).toBeCloseTo(22 / 2 / (8.42 / 4.21), 0);
    expect(meanOf(againstTide([], tide).far)).toBeNull();
  });

  it('take ten minutes for near by their middle, and sum half hours from high water', () => {
    const high = tide.highWaters[5]!.at;
    const at = (distance: number) => high + distance - SLOT / 2;
    const rows = [at(-NEAR - 1), at(-NEAR), at(-1), at(0), at(NEAR), at(NEAR + 1)].map((start, n) => row(start, n + 1));
    const { near, all, steps, highWaters } = againstTide(rows, tide);
    expect([near.animalSeconds, all.animalSeconds]).toEqual([600 * 14, 600 * 21]);
    expect(steps.map(({ from, animalSeconds }) => [from / HOUR, animalSeconds / 600])).toEqual([
      ...[
        [-2.5, 1],
        [-2, 2],
        [-0.5, 3],
        [0, 4],
        [2, 11],
      ],
    ]);
    expect(highWaters).toEqual([
      { at: high, height: tide.highWaters[5]!.height, individuals: 6, peakAt: at(NEAR + 1), lookedSeconds: 3600 },
    ]);
  });

  it('know nothing where nobody looked, and count what was seen all the same', () => {
    const high = tide.highWaters[3]!.at;
    const none = againstTide([row(high, null, 0)], tide);
    expect(none.highWaters).toMatchObject([{ individuals: null, lookedSeconds: 0 }]);
    expect(none.highWaters[0]).not.toHaveProperty('peakAt');
    expect(againstTide([row(high, null, 0), row(high + SLOT, 0)], tide).highWaters).toMatchObject([{ individuals: 0 }]);
    expect(againstTide([row(high, 3, 0)], tide).highWaters).toMatchObject([{ individuals: 3, peakAt: high }]);
  });

  it('leave out of every sum what is not between two known high waters', () => {
    const rows = [SPRING - 30 * HOUR, SPRING - 24 * HOUR, SPRING + 20 * 24 * HOUR].map((at) => row(at, 5));
    const { rows: told, all, near, highWaters, steps } = againstTide(rows, tide);
    expect(told.map(({ individuals }) => individuals)).toEqual([5, 5, 5]);
    expect(told.map(({ height }) => height !== undefined)).toEqual([false, true, false]);
    expect([all.lookedSeconds, near.lookedSeconds, highWaters, steps]).toEqual([0, 0, [], []]);
  });

  it('give each ten minutes to the nearest high water and to one sum each, whatever was counted', () => {
    const counts = fc.array(fc.option(fc.nat(500)), { minLength: 1, maxLength: 400 });
    fc.assert(
      fc.property(counts, fc.nat(14 * 144), fc.nat(SLOT - 1), (given, from, shift) => {
        const rows = given.map((individuals, n) => {
          return row(SPRING - 24 * HOUR + (from + n) * SLOT + shift, individuals, individuals === null ? 0 : 600);
        });
        const counted = againstTide(rows, tide);
        const tops = tide.highWaters;
        const nearest = ({ at }: PresenceRow) => {
          const middle = at + SLOT / 2;
          if (middle < tops[0]!.at || middle > tops.at(-1)!.at) return undefined;
          return [...tops].sort((a, b) => Math.abs(a.at - middle) - Math.abs(b.at - middle) || a.at - b.at)[0];
        };
        for (const [index, one] of counted.rows.entries()) expect(one.highWater).toEqual(nearest(rows[index]!));
        for (const { at, individuals } of counted.highWaters) {
          const own = rows.filter((one) => nearest(one)?.at === at).flatMap((one) => one.individuals ?? []);
          expect(individuals).toBe(own.length > 0 ? Math.max(...own) : null);
        }
        const known = rows.filter(nearest);
        const sum = <K extends string>(key: K, some: readonly { readonly [_ in K]: number }[]) =>
          some.reduce((all, one) => all + one[key], 0);
        for (const key of ['animalSeconds', 'lookedSeconds'] as const) {
          expect(counted.all[key]).toBe(sum(key, known));
          expect(sum(key, counted.steps)).toBe(counted.all[key]);
        }
        expect(sum('lookedSeconds', counted.highWaters)).toBe(counted.all.lookedSeconds);
      }),
    );
  });
});
