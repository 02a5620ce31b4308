import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Box, Frame, Point } from '../../../src/base/domain.ts';
import { intersection } from '../../../src/base/geometry.ts';
import { type Motion, MotionGate } from '../../../src/see/motion/gate.ts';
import { boxOf, mirrored, mud, Painter, rain, reeds, type Shade, sun, type Thing, water } from './pictures.ts';

const width = 640;
const height = 360;
const STEP = 200;
const LEARNED = 5_000;

/** What a gate says of each frame of a made scene at 5 fps, with the time. */
function watch(shade: Shade, things: readonly Thing[], seconds: number, masks: readonly Point[][] = []) {
  const painter = new Painter(width, height);
  const gate = new MotionGate({ width, height, masks });
  // Made scenes are drawn for 1280 x 720; a substream shows the same at half the size.
  const halved: Shade = (x, y, t) => shade(2 * x, 2 * y, t);
  const seen: { at: number; motion: Motion }[] = [];
  for (let at = 0; at < seconds * 1000; at += STEP) {
    seen.push({ at, motion: gate.look(painter.frame(at, halved, things)) });
  }
  return seen;
}

/** A dark thing of `side` pixels that crosses from the left, beginning at `from` seconds. */
function crossing(side: number, speed: number, from: number, y = 180): Thing {
  const place = (t: number) => (t < from ? undefined : { x: (t - from) * speed - side, y, w: side, h: side });
  return { place, grey: 30 };
}

function touches(motion: Motion, box: Box): boolean {
  return motion.regions.some((region) => intersection(region, box) > 0);
}

/** Paints one even grey. */
function flat(grey: number, at: number): Frame {
  return new Painter(width, height).frame(at, () => grey, [], 0);
}

describe('MotionGate', () => {
  it.each([0, 17, 128, 255])('sees nothing in a constant picture of grey %d', (grey) => {
    const gate = new MotionGate({ width, height });
    for (let at = 0; at < 4_000; at += STEP) {
      const motion = gate.look(flat(grey, at));
      expect(motion).toEqual({ regions: [], busy: 0, jump: false, settled: at >= 2_000, luma: grey });
    }
  });

  it.each([
    ['still mud', mud],
    ['glittering water', water],
    ['swaying reeds', reeds],
    ['heavy rain', rain],
    ['light that grows by 40% in a second', sun],
  ])('stays shut over %s', (_, shade) => {
    const settled = watch(shade, [], 16).filter(({ at }) => at >= LEARNED);
    const open = settled.filter(({ motion }) => motion.regions.length > 0);
    expect(open.length / settled.length).toBeLessThan(0.05);
  });

  it.each([
    ['mud', 30, mud],
    ['mud', 150, mud],
    ['water', 60, water],
    ['reeds', 60, reeds],
    ['rain', 60, rain],
    ['changing light', 60, sun],
  ])('follows a bird of 10 pixels in 640 over %s, %d pixels a second', (_, speed, shade) => {
    const bird = crossing(10, speed, 5);
    const present = watch(shade, [bird], 8).flatMap(({ at, motion }) => {
      const box = boxOf(bird, at / 1000, width, height);
      return box && box.w * width >= 9 ? [touches(motion, box)] : [];
    });
    expect(present.slice(0, 2)).toContain(true);
    expect(present.filter((seen) => seen).length / present.length).toBeGreaterThan(0.9);
  });

  it('draws tight boxes', () => {
    const bird = crossing(32, 100, 5);
    for (const { at, motion } of watch(mud, [bird], 8)) {
      const box = boxOf(bird, at / 1000, width, height);
      if (!box || box.x < 0.1) continue;
      expect(motion.regions).toHaveLength(1);
      const [region] = motion.regions as [Box];
      expect(Math.abs(region.x - box.x)).toBeLessThan(0.02);
      expect(Math.abs(region.w - box.w)).toBeLessThan(0.03);
    }
  });

  it('absorbs what stands still within 15 to 30 s', () => {
    const stone: Thing = { place: (t) => (t < 5 ? undefined : { x: 300, y: 200, w: 40, h: 40 }), grey: 30 };
    const open = watch(mud, [stone], 40).filter(({ motion }) => motion.regions.length > 0);
    const last = open.at(-1)!.at;
    expect(last).toBeGreaterThan(20_000);
    expect(last).toBeLessThan(35_000);
  });

  it('calls a change of the whole picture a jump, without regions, and is back at once', () => {
    const gate = new MotionGate({ width, height });
    const motions = [];
    for (let at = 0; at < 6_000; at += STEP) motions.push(gate.look(flat(at < 4_000 ? 80 : 160, at)));
    expect(motions.filter((motion) => motion.jump)).toHaveLength(1);
    expect(motions.flatMap((motion) => motion.regions)).toEqual([]);
  });

  it('sees the mirrored regions in mirrored frames', () => {
    const painter = new Painter(width, height);
    const [gate, mirror] = [new MotionGate({ width, height }), new MotionGate({ width, height })];
    const birds = [crossing(14, 60, 3), crossing(40, 90, 3, 60)];
    let regions = 0;
    for (let at = 0; at < 6_000; at += STEP) {
      const frame = painter.frame(at, mud, birds);
      const here = sorted(gate.look(frame).regions);
      const there = sorted(mirror.look(mirrored(frame)).regions.map((box) => ({ ...box, x: 1 - box.x - box.w })));
      expect(there).toEqual(here);
      regions += here.length;
    }
    expect(regions).toBeGreaterThan(10);
  });

  it('never looks into a mask', () => {
    const left: Point[] = [
      [0, 0],
      [0.5, 0],
      [0.5, 1],
      [0, 1],
    ];
    const regions = watch(mud, [crossing(20, 200, 4)], 8, [left]).flatMap(({ motion }) => motion.regions);
    expect(regions.length).toBeGreaterThan(0);
    for (const region of regions) expect(region.x).toBeGreaterThanOrEqual(0.5);
  });

  it('remembers for a second where something moved', () => {
    const painter = new Painter(width, height);
    const gate = new MotionGate({ width, height });
    const bird: Thing = { place: (t) => (t > 3 && t < 3.5 ? { x: 300, y: 100, w: 20, h: 20 } : undefined), grey: 20 };
    const place = boxOf(bird, 3.2, width, height)!;
    const moving = new Map<number, boolean>();
    for (let at = 0; at <= 6_000; at += STEP) {
      gate.look(painter.frame(at, mud, [bird]));
      moving.set(at, gate.moving(place));
      expect(gate.moving({ ...place, y: 0.8 })).toBe(false);
    }
    expect([2_800, 3_200, 4_200, 5_000].map((at) => moving.get(at))).toEqual([false, true, true, false]);
  });

  it('learns anew after a long gap', () => {
    const gate = new MotionGate({ width, height });
    for (let at = 0; at < 4_000; at += STEP) gate.look(flat(80, at));
    expect(gate.look(flat(200, 60_000))).toMatchObject({ regions: [], jump: false, settled: false });
  });

  it('refuses frames of another size', () => {
    expect(() => new MotionGate({ width: 320, height: 180 }).look(flat(1, 0))).toThrow(
      'frame is 640x360, the gate 320x180',
    );
  });

  it('gives regions inside the frame, whatever it is shown, at any size and pace', () => {
    const sizes = fc.tuple(fc.integer({ min: 1, max: 120 }), fc.integer({ min: 1, max: 90 }));
    fc.assert(
      fc.property(
        sizes,
        fc.array(fc.integer({ min: 1, max: 3_000 }), { maxLength: 30 }),
        fc.integer(),
        (half, gaps, seed) => {
          const size = { width: 2 * half[0], height: 2 * half[1] };
          const gate = new MotionGate(size);
          let at = 0;
          let state = seed;
          for (const gap of gaps) {
            at += gap;
            const data = new Uint8Array((size.width * size.height * 3) / 2).fill(90);
            for (let i = 0; i < data.length; i += 1 + (state & 63)) {
              state = (Math.imul(state, 1103515245) + 12345) >>> 3;
              data[i] = state & 255;
            }
            const motion = gate.look({ camera: 'made', seq: 0, at, ...size, data });
            expect(motion.regions.length).toBeLessThanOrEqual(24);
            expect(motion.busy).toBeLessThanOrEqual(1);
            for (const { x, y, w, h } of motion.regions) {
              expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
              expect(Math.min(w, h)).toBeGreaterThan(0);
              expect(Math.max(x + w, y + h)).toBeLessThanOrEqual(1 + 1e-9);
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** In order of place, rounded so that arithmetic does not matter. */
function sorted(boxes: readonly Box[]): number[][] {
  return boxes
    .map(({ x, y, w, h }) => [x, y, w, h].map((n) => Math.round(n * 1e6)))
    .sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!);
}
