import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadOf } from '../../src/box/capacity.ts';
import { carriedBy, carriedWords } from '../../src/box/carried.ts';

const camera = { enabled: true, fps: 5, flocks: false, sweepSeconds: 4 };
const sub = { ...camera, analysisUrl: 'rtsp://camera/sub' };
const room = { cores: 4, memoryBytes: 4e9, processes: 2 };
/** What the figures of `loadOf` were measured with, names left out. */
const there = { lookMs: 2000 / 188, nameMs: 0, memoryBytes: 150e6 };

describe('whether a machine carries models', () => {
  it('costs with the models of the figures what the figures say', () => {
    const found = carriedBy(Array(6).fill(sub), there, room);
    expect(found.cores).toBeCloseTo(loadOf(Array(6).fill(sub)), 6);
    expect(found).toMatchObject({ carried: true, framesAtOnce: 5, memoryBytes: 300e6, why: [] });
  });

  it('says why not: too slow with animals before all cameras, too many cores, too much memory', () => {
    const slow = carriedBy(Array(6).fill(sub), { ...there, lookMs: 1500, memoryBytes: 2.5e9 }, room);
    expect(slow.carried).toBe(false);
    expect(slow.why).toEqual([
      expect.stringMatching(/needs \d+\.\d\d cores and there are 4/),
      expect.stringMatching(/looked at 0\.1 times a second/),
      'it needs 5000 MB of memory for inference and there are 4000 MB',
    ]);
    expect(carriedWords(slow, 6, 4)).toMatch(/^this box does not carry it: it needs/);
  });

  it('counts no camera that is switched off, and nothing where there is none', () => {
    expect(carriedBy([{ ...camera, enabled: false }], { ...there, lookMs: 9_000 }, room)).toMatchObject({
      ...{ carried: true, cores: 0, framesAtOnce: 0 },
    });
  });

  it('never gets easier with a slower model', () => {
    const ms = fc.double({ min: 1, max: 3_000, noNaN: true });
    fc.assert(
      fc.property(ms, ms, fc.integer({ min: 1, max: 20 }), fc.boolean(), (a, b, count, flocks) => {
        const cameras = Array(count).fill({ ...camera, flocks });
        const [fast, slow] = [Math.min(a, b), Math.max(a, b)].map((lookMs) =>
          carriedBy(cameras, { ...there, lookMs }, room),
        );
        expect(slow!.cores).toBeGreaterThanOrEqual(fast!.cores);
        expect(slow!.framesAtOnce).toBeLessThanOrEqual(fast!.framesAtOnce);
        if (!fast!.carried) expect(slow!.carried).toBe(false);
      }),
    );
  });
});
