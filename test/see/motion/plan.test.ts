import { describe, expect, it } from 'vitest';
import type { Box } from '../../../src/base/domain.ts';
import { type Offers, planLooks } from '../../../src/see/motion/plan.ts';
import { tilesOf } from '../../../src/see/motion/sweep.ts';

const size = { width: 1280, height: 720 };

function px(x: number, y: number, w: number, h = w): Box {
  return { x: x / size.width, y: y / size.height, w: w / size.width, h: h / size.height };
}

function inPixels({ x, y, w, h }: Box): number[] {
  return [x * size.width, y * size.height, w * size.width, h * size.height].map(Math.round);
}

const offers: Offers = { size, blobs: [], live: [], due: [], sweep: [], zones: [], masks: [], budget: 4, waiting: [] };

describe('planLooks', () => {
  it('looks nowhere if nothing is offered', () => {
    expect(planLooks(offers)).toEqual({ regions: [], left: [] });
  });

  it('puts a small bird into a square of 0.22 of the height, a larger one into three times its side', () => {
    const { regions } = planLooks({ ...offers, blobs: [px(300, 300, 20), px(800, 300, 100, 60)] });
    expect(regions.map((region) => inPixels(region.box))).toEqual([
      [230, 230, 160, 160],
      [700, 180, 300, 300],
    ]);
    expect(regions[0]!.reason).toBe('motion');
  });

  it('keeps squares inside the frame', () => {
    const { regions } = planLooks({ ...offers, blobs: [px(0, 0, 20), px(1260, 700, 20)] });
    expect(regions.map((region) => inPixels(region.box))).toEqual([
      [0, 0, 160, 160],
      [1120, 560, 160, 160],
    ]);
  });

  it('takes the whole frame for what no square holds', () => {
    const { regions } = planLooks({ ...offers, blobs: [px(100, 300, 900, 100)], sweep: [px(0, 0, 1280, 720)] });
    expect(regions).toEqual([{ box: { x: 0, y: 0, w: 1, h: 1 }, reason: 'motion' }]);
  });

  it('holds near ones in one square, far ones in two', () => {
    expect(planLooks({ ...offers, blobs: [px(300, 300, 20), px(360, 320, 20)] }).regions).toHaveLength(1);
    expect(planLooks({ ...offers, blobs: [px(300, 300, 20), px(700, 320, 20)] }).regions).toHaveLength(2);
  });

  it('prefers motion near a track, then new motion, due tracks, the sweep', () => {
    const { regions, left } = planLooks({
      ...offers,
      blobs: [px(100, 100, 20), px(900, 500, 20)],
      live: [px(890, 510, 30)],
      due: [px(500, 300, 20)],
      sweep: [px(0, 0, 1280, 720)],
      budget: 3,
    });
    expect(regions.map(({ box, reason }) => [reason, ...inPixels(box).slice(0, 2)])).toEqual([
      ['motion', 830, 430],
      ['motion', 30, 30],
      ['track', 430, 230],
    ]);
    expect(left.map(inPixels)).toEqual([[0, 0, 1280, 720]]);
  });

  it('spends nothing on a due track that a crop around motion shows', () => {
    expect(planLooks({ ...offers, blobs: [px(100, 100, 20)], due: [px(105, 100, 20)] }).regions).toHaveLength(1);
  });

  it('prefers what has waited', () => {
    const sweep = [px(0, 0, 1280, 720)];
    const asked = { ...offers, blobs: [px(100, 100, 20)], sweep, budget: 1 };
    expect(planLooks({ ...asked, waiting: [{ box: sweep[0]!, ms: 200 }] }).regions[0]!.reason).toBe('motion');
    expect(planLooks({ ...asked, waiting: [{ box: sweep[0]!, ms: 800 }] }).regions[0]!.reason).toBe('sweep');
  });

  it('looks at motion in zones only, never in masks', () => {
    const left: [number, number][] = [
      [0, 0],
      [0.5, 0],
      [0.5, 1],
      [0, 1],
    ];
    const blobs = [px(100, 100, 20), px(1000, 100, 20)];
    const places = (result: ReturnType<typeof planLooks>) => result.regions.map((region) => inPixels(region.box)[0]);
    expect(places(planLooks({ ...offers, blobs, zones: [left] }))).toEqual([30]);
    expect(places(planLooks({ ...offers, blobs, masks: [left] }))).toEqual([930]);
  });
});

describe('tilesOf', () => {
  it.each([1, 0.8, 0.5, 0.3])('covers the frame with squares of %d that overlap by 0.15', (fraction) => {
    const tiles = tilesOf(size, fraction).map(inPixels);
    for (const [x, y, w, h] of tiles as [number, number, number, number][]) {
      expect(w).toBe(h);
      const right = tiles.filter((t) => t[1] === y && t[0]! > x).sort((a, b) => a[0]! - b[0]!)[0];
      if (right) expect(x + w - right[0]!).toBeGreaterThanOrEqual(0.15 * w);
      else expect(x + w).toBe(size.width);
      const below = tiles.filter((t) => t[0] === x && t[1]! > y).sort((a, b) => a[1]! - b[1]!)[0];
      if (below) expect(y + h - below[1]!).toBeGreaterThanOrEqual(0.15 * h);
      else expect(y + h).toBe(size.height);
    }
  });
});
