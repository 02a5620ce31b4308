import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Box } from '../../../src/base/domain.ts';
import { LookPlanner } from '../../../src/see/motion/planner.ts';
import { holds } from '../../../src/see/motion/squares.ts';

const size = { width: 1280, height: 720 };
const nobody = { live: [], due: [] };
const still = { regions: [], jump: false };

/** A box of `side` pixels at a place in pixels. */
function px(x: number, y: number, side = 20): Box {
  return { x: x / size.width, y: y / size.height, w: side / size.width, h: side / size.height };
}

describe('LookPlanner', () => {
  it('sweeps the whole frame with the first frame, and again every four seconds', () => {
    const planner = new LookPlanner({ size });
    const sweeps = [];
    for (let at = 0; at <= 12_000; at += 200) if (planner.plan(at, still, nobody).regions.length > 0) sweeps.push(at);
    expect(sweeps).toEqual([0, 4_000, 8_000, 12_000]);
  });

  it('sweeps at once after an exposure jump, but not with every frame of a shaking camera', () => {
    const planner = new LookPlanner({ size });
    planner.plan(0, still, nobody);
    const sweeps = [];
    for (let at = 1_200; at < 3_200; at += 200) {
      if (planner.plan(at, { regions: [], jump: true }, nobody).regions.length > 0) sweeps.push(at);
    }
    expect(sweeps).toEqual([1_200, 2_200]);
  });

  it('looks at the whole frame again where the last looks came to nothing, until they come to something', () => {
    const planner = new LookPlanner({ size, sweepEvery: 600_000 });
    for (const at of [0, 200, 400]) {
      expect(planner.plan(at, still, nobody).regions.map((region) => region.reason)).toEqual(['sweep']);
      planner.missed();
    }
    expect(planner.plan(600, still, nobody).regions).toHaveLength(1);
    expect(planner.plan(800, still, nobody).regions).toEqual([]);
  });

  it('looks at all tiles of a round in one frame where the budget holds them', () => {
    const planner = new LookPlanner({ size, tiles: 1, budget: 4 });
    const first = planner.plan(0, still, nobody);
    expect(first.regions.map((region) => region.reason)).toEqual(['sweep', 'sweep']);
    expect(planner.plan(200, still, nobody).regions).toEqual([]);
  });

  it('keeps the round whole when motion fills the budget, and still comes to it', () => {
    const planner = new LookPlanner({ size, tiles: 1, budget: 4 });
    const regions = [px(100, 100), px(600, 100), px(1100, 100), px(100, 600), px(600, 600)];
    const counts = [];
    for (let at = 0; at < 4_000; at += 200) {
      const looks = planner.plan(at, { regions, jump: false }, nobody);
      expect(looks.regions).toHaveLength(4);
      counts.push(looks.regions.filter((region) => region.reason === 'sweep').length);
    }
    expect(counts.filter((count) => count > 0)).toEqual([2]);
  });

  it('finishes a round of more tiles than the budget within the time of a round, motion or not', () => {
    for (const regions of [[], [px(100, 100), px(600, 100), px(1100, 100), px(100, 600), px(600, 600)]]) {
      const planner = new LookPlanner({ size, tiles: 0.5, budget: 4 });
      let sweeps = 0;
      for (let at = 0; at < 4_000; at += 200) {
        const looks = planner.plan(at, { regions, jump: false }, nobody).regions;
        sweeps += looks.filter((region) => region.reason === 'sweep').length;
      }
      expect(sweeps).toBe(15);
    }
  });

  it('comes to each of many things in turn', () => {
    const planner = new LookPlanner({ size, budget: 2 });
    const regions = [px(50, 50), px(400, 50), px(750, 50), px(1100, 50), px(50, 600), px(400, 600), px(1100, 600)];
    const seen = new Set<Box>();
    for (let at = 0; at < 1_400; at += 200) {
      const { looked } = planner.plan(at, { regions, jump: false }, nobody);
      for (const region of regions) if (looked.some((box) => box.w < 1 && holds(box, region))) seen.add(region);
    }
    expect(seen.size).toBe(regions.length);
  });

  it('stays within its budget and the frame, whatever moves', () => {
    const box = fc
      .tuple(
        fc.double({ min: 0, max: 0.95, noNaN: true }),
        fc.double({ min: 0, max: 0.95, noNaN: true }),
        fc.double({ min: 0.005, max: 0.5, noNaN: true }),
      )
      .map(([x, y, s]): Box => ({ x, y, w: Math.min(s, 1 - x), h: Math.min(s, 1 - y) }));
    const boxes = fc.array(box, { maxLength: 24 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(boxes, boxes), { maxLength: 8 }),
        fc.integer({ min: 1, max: 6 }),
        (frames, budget) => {
          const planner = new LookPlanner({ size, budget, tiles: 0.6 });
          frames.forEach(([regions, due], i) => {
            const looks = planner.plan(i * 200, { regions, jump: false }, { live: due, due });
            expect(looks.regions.length).toBeLessThanOrEqual(budget);
            expect(looks.looked).toEqual(looks.regions.map((region) => region.box));
            for (const { x, y, w, h } of looks.looked) {
              expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
              expect(Math.max(x + w, y + h)).toBeLessThanOrEqual(1 + 1e-9);
              if (w < 1) expect(w * size.width).toBeCloseTo(h * size.height, 6);
            }
          });
        },
      ),
      { numRuns: 60 },
    );
  });
});
