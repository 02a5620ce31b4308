import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Detection, Track } from '../../../src/base/domain.ts';
import { at, noise, random, run, shaken, times, tracker } from './world.ts';

const seed = fc.integer({ min: 0, max: 1e9 });

/** A few animals that wander, each seen in most frames, with false detections between. */
function scene(from: number, animals = 4, count = 40): { at: number; detections: Detection[] }[] {
  const next = random(from);
  const state = Array.from({ length: animals }, () => ({
    x: next(),
    y: next(),
    vx: 0,
    vy: 0,
    size: 0.02 + 0.08 * next(),
  }));
  return times(count, next, 100, 400).map((t) => {
    const detections: Detection[] = [];
    for (const a of state) {
      a.vx = 0.9 * a.vx + 0.005 * noise(next);
      a.vy = 0.9 * a.vy + 0.005 * noise(next);
      a.x += a.vx;
      a.y += a.vy;
      if (next() < 0.85) detections.push(shaken(at(a.x, a.y, a.size, a.size * 1.5, 0.2 + 0.7 * next()), next));
    }
    if (next() < 0.1) detections.push(at(next(), next(), 0.05, 0.05, 0.5));
    return { at: t, detections };
  });
}

/** The path of a track as numbers that can be compared across runs. */
const shape = (tracks: readonly Track[]) => tracks.map((t) => [t.id, t.kind, t.hits, t.startAt, t.endAt, t.path]);

describe('a tracker', () => {
  it('has no track without detections', () => {
    fc.assert(
      fc.property(seed, fc.integer({ min: 1, max: 50 }), (s, count) => {
        const result = run(
          tracker(),
          times(count, random(s)).map((t) => ({ at: t, detections: [] })),
        );
        expect(result.frames.flat()).toEqual([]);
        expect(result.tracks).toEqual([]);
      }),
    );
  });

  it('does not care in which order detections come', () => {
    fc.assert(
      fc.property(seed, seed, (s, order) => {
        const frames = scene(s);
        const next = random(order);
        const shuffled = frames.map(({ at, detections }) => ({
          at,
          detections: detections
            .map((d) => ({ d, key: next() }))
            .sort((a, b) => a.key - b.key)
            .map(({ d }) => d),
        }));
        expect(shape(run(tracker(), shuffled).tracks)).toEqual(shape(run(tracker(), frames).tracks));
      }),
      { numRuns: 50 },
    );
  });

  it('sees in a mirror what it sees', () => {
    fc.assert(
      fc.property(seed, (s) => {
        const frames = scene(s);
        const mirrored = frames.map(({ at, detections }) => ({
          at,
          detections: detections.map((d) => ({ ...d, box: { ...d.box, x: 1 - d.box.x - d.box.w } })),
        }));
        const path = (tracks: readonly Track[]) =>
          tracks.map((t) => [t.id, t.path.map((p) => [p.at, p.score, p.box.y])]);
        expect(path(run(tracker(), mirrored).tracks)).toEqual(path(run(tracker(), frames).tracks));
      }),
      { numRuns: 50 },
    );
  });

  it('never repeats an id, shares no detection between tracks, and counts no more hits than looks', () => {
    fc.assert(
      fc.property(seed, (s) => {
        const { tracks } = run(tracker(), scene(s, 6));
        expect(new Set(tracks.map((t) => t.id)).size).toBe(tracks.length);
        const boxes = tracks.flatMap((t) => t.path.map((p) => `${p.at} ${p.box.x} ${p.box.y}`));
        expect(new Set(boxes).size).toBe(boxes.length);
        for (const t of tracks) expect(t.hits).toBeLessThanOrEqual(t.looks);
      }),
      { numRuns: 50 },
    );
  });

  it('survives two seconds out of sight at any pace and frame rate', () => {
    fc.assert(
      fc.property(seed, fc.double({ min: 3, max: 20, noNaN: true }), fc.boolean(), (s, seconds, jitter) => {
        const next = random(s);
        const hideFrom = 1300;
        const frames = times(200, jitter ? next : undefined, 120, 300)
          .filter((t) => t <= 1000 * seconds)
          .map((t) => {
            const bird = shaken(at(t / 1000 / seconds, 0.3 + 0.1 * (t / 1000 / seconds)), next);
            const hidden = t > hideFrom && t < hideFrom + 2000;
            return { at: t, detections: hidden ? [] : [bird] };
          });
        if (frames.filter((f) => f.at > hideFrom + 2000).length < 2) return;
        expect(run(tracker(), frames).tracks).toHaveLength(1);
      }),
    );
  });

  it('follows a bird across uneven gaps of 0.1 to 1 s', () => {
    fc.assert(
      fc.property(seed, fc.double({ min: 2.5, max: 12, noNaN: true }), (s, seconds) => {
        const next = random(s);
        const frames = times(200, next)
          .filter((t) => t <= 1000 * seconds)
          .map((t) => ({ at: t, detections: [shaken(at(t / 1000 / seconds, 0.4, 0.05, 0.08), next)] }));
        if (frames.length < 4) return;
        expect(run(tracker(), frames).tracks).toHaveLength(1);
      }),
    );
  });

  it('keeps the ids of two animals that cross', () => {
    fc.assert(
      fc.property(seed, fc.double({ min: 3, max: 10, noNaN: true }), (s, seconds) => {
        const next = random(s);
        const frames = times(Math.floor(seconds * 5)).map((t) => {
          const part = t / 1000 / seconds;
          const right = shaken(at(0.05 + 0.9 * part, 0.3 + 0.4 * part), next);
          const left = shaken(at(0.95 - 0.9 * part, 0.32 + 0.4 * part), next);
          return { at: t, detections: [right, left] };
        });
        const { tracks } = run(tracker(), frames);
        expect(tracks).toHaveLength(2);
        for (const { path } of tracks) {
          const [first, last] = [path[0]!, path.at(-1)!];
          expect(Math.sign(last.box.x - first.box.x)).toBe(first.box.x < 0.5 ? 1 : -1);
        }
      }),
    );
  });
});
