import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Box, PeopleSeen } from '../../../src/base/domain.ts';
import { containment } from '../../../src/base/geometry.ts';
import { blurFilter } from '../../../src/see/media/blur.ts';
import { type Patch, patchesOf } from '../../../src/see/media/people.ts';

const HOUR = 3_600_000;
const PERSON: Box = { x: 0.4, y: 0.4, w: 0.1, h: 0.3 };

/** True where a box is wiped out whole at a time. */
const wiped = (patches: readonly Patch[], at: number, box: Box) =>
  patches.some((patch) => patch.from <= at && at < patch.to && containment(patch.box, box) > 0.999);
const seen = (at: number, ...boxes: Box[]): PeopleSeen => ({ at, boxes, sweepMs: 4000 });
const at = (box: Box, x: number): Box => ({ ...box, x });
/** Every tenth of a second from one time to another, ms. */
const tenths = (from: number, to: number) => Array.from({ length: (to - from) / 100 }, (_, i) => from + i * 100);

describe('patchesOf', () => {
  it('is nothing without people', () => {
    expect(patchesOf([], 0, 10_000)).toEqual([]);
    expect(patchesOf([seen(0)], 0, 10_000)).toEqual([]);
    expect(patchesOf([seen(50_000, PERSON)], 0, 10_000)).toEqual([]);
  });

  it('wipes out who stays for hours in every moment of a clip, with one patch', () => {
    const people = Array.from({ length: (3 * HOUR) / 2000 }, (_, i) => seen(i * 2000, PERSON));
    const patches = patchesOf(people, 2 * HOUR, 2 * HOUR + 30_000);
    expect(tenths(2 * HOUR, 2 * HOUR + 30_000).filter((time) => !wiped(patches, time, PERSON))).toEqual([]);
    expect(patches).toHaveLength(1);
  });

  it('wipes out between two sightings who is found only now and then', () => {
    const people = [seen(1000, PERSON), seen(14_000, PERSON), seen(29_000, PERSON)];
    const patches = patchesOf(people, 0, 30_000);
    expect(tenths(0, 30_000).filter((time) => !wiped(patches, time, PERSON))).toEqual([]);
  });

  it('wipes out some seconds before the first and after the last sighting, and no more', () => {
    const patches = patchesOf([seen(20_000, PERSON)], 0, 40_000);
    expect(tenths(15_000, 25_000).filter((time) => !wiped(patches, time, PERSON))).toEqual([]);
    expect([wiped(patches, 12_000, PERSON), wiped(patches, 28_000, PERSON)]).toEqual([false, false]);
  });

  it('wipes out who stands where sweeps are a minute apart', () => {
    const people = [0, 120_000].map((time) => ({ ...seen(time, PERSON), sweepMs: 60_000 }));
    const patches = patchesOf(people, 0, 180_000);
    expect(tenths(0, 180_000).filter((time) => !wiped(patches, time, PERSON))).toEqual([]);
  });

  it('wipes out all of the way of who walked between two sightings', () => {
    const patches = patchesOf([seen(10_000, at(PERSON, 0.1)), seen(13_000, at(PERSON, 0.8))], 0, 30_000);
    const bare = tenths(10_000, 13_000).filter(
      (time) => !wiped(patches, time, at(PERSON, 0.1 + (0.7 * (time - 10_000)) / 3000)),
    );
    expect(bare).toEqual([]);
  });

  it('does not wipe out the ground between two who stand apart, though not each look finds both', () => {
    const [left, right] = [at(PERSON, 0.05), at(PERSON, 0.8)];
    const people = Array.from({ length: 60 }, (_, i) => seen(i * 500, ...(i % 3 ? [left] : [left, right])));
    const patches = patchesOf(people, 0, 30_000);
    const both = tenths(0, 30_000).filter((time) => !wiped(patches, time, left) || !wiped(patches, time, right));
    expect(both).toEqual([]);
    expect(patches.filter(({ box }) => box.x < 0.5 && box.x + box.w > 0.5)).toEqual([]);
  });

  const box = fc.record({
    x: fc.double({ min: 0, max: 0.9, noNaN: true }),
    y: fc.double({ min: 0, max: 0.9, noNaN: true }),
    w: fc.double({ min: 0.01, max: 0.1, noNaN: true }),
    h: fc.double({ min: 0.01, max: 0.1, noNaN: true }),
  });
  const people = fc.array(
    fc.record({
      at: fc.integer({ min: 0, max: 40_000 }),
      boxes: fc.array(box, { maxLength: 12 }),
      sweepMs: fc.constantFrom(1000, 4000, 60_000),
    }),
    {
      maxLength: 40,
    },
  );

  it('wipes out every box at the time of its sighting and a second around it, whoever else is there', () => {
    fc.assert(
      fc.property(people, (all) => {
        const patches = patchesOf(all, 5000, 35_000);
        for (const one of all)
          for (const person of one.boxes)
            for (const time of [one.at - 1000, one.at, one.at + 999])
              if (time >= 5000 && time < 35_000) expect(wiped(patches, time, person)).toBe(true);
      }),
    );
  });

  it('keeps patches few, inside the picture, and apart at each time', () => {
    fc.assert(
      fc.property(people, (all) => {
        const patches = patchesOf(all, 0, 30_000);
        for (const time of [0, 10_000, 29_999]) {
          const now = patches.filter((patch) => patch.from <= time && time < patch.to);
          expect(now.length).toBeLessThanOrEqual(8);
        }
        for (const { box } of patches)
          expect([box.x >= 0, box.y >= 0, box.x + box.w <= 1, box.y + box.h <= 1]).toEqual([true, true, true, true]);
      }),
    );
  });
});

describe('blurFilter', () => {
  it('is nothing without people', () => {
    expect(blurFilter([], 0, 1000, 640, 360)).toBeUndefined();
  });

  it('names each patch in pixels, with one of picture around it, and in seconds of the clip', () => {
    const filter = blurFilter([seen(HOUR + 20_000, { x: 0, y: 0, w: 0.5, h: 1 })], HOUR, HOUR + 40_000, 640, 360);
    expect(filter).toBe("delogo=x=1:y=1:w=399:h=358:enable='gte(t,14.000)*lt(t,26.500)'");
  });
});
