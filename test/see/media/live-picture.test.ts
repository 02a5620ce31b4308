import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { livePicture, reduced } from '../../../src/see/media/live-picture.ts';
import { chequer, flat } from '../../frames.ts';

describe('reduced', () => {
  it('takes the mean of each square, of all three planes', () => {
    const frame = flat(8, 4, 100, 50, 200);
    frame.data.set([0, 40], 0);
    frame.data.set([80, 120], 8);
    const small = reduced(frame, 2);
    expect([small.width, small.height]).toEqual([4, 2]);
    expect([...small.data]).toEqual([60, 100, 100, 100, 100, 100, 100, 100, 50, 50, 200, 200]);
  });

  it('keeps colours, and even sides that fit, whatever the size', () => {
    const half = fc.integer({ min: 8, max: 60 });
    fc.assert(
      fc.property(half, half, fc.integer({ min: 1, max: 8 }), (halfWidth, halfHeight, by) => {
        const small = reduced(flat(2 * halfWidth, 2 * halfHeight, 77, 88, 99), by);
        expect((small.width % 2) + (small.height % 2)).toBe(0);
        expect(small.width).toBeGreaterThan((2 * halfWidth) / by - 2);
        expect(small.region.w).toBeCloseTo((small.width * by) / (2 * halfWidth));
        expect(new Set(small.data)).toEqual(new Set([77, 88, 99]));
      }),
    );
  });
});

describe('livePicture', () => {
  it('is a JPEG no wider than asked, and no wider than the frame', async () => {
    for (const [asked, width, height] of [
      [320, 320, 180],
      [640, 640, 360],
      [1280, 640, 360],
    ] as const) {
      const picture = await livePicture(flat(640, 360), asked, []);
      expect(await sharp(picture.jpeg).metadata()).toMatchObject({ format: 'jpeg', width, height });
      expect([picture.width, picture.height]).toEqual([width, height]);
    }
  });

  it('shows nothing of a person, a quarter of the box around it included', async () => {
    const person = { x: 0.25, y: 0.25, w: 0.2, h: 0.4 };
    // Chequered as far as the margin reaches.
    const frame = chequer(flat(320, 180), 64, 27, 96, 108, 2);
    const grey = async (hidden: (typeof person)[]) => {
      const { jpeg } = await livePicture(frame, 320, hidden);
      const inside = { left: 66, top: 30, width: 92, height: 104 };
      const { channels } = await sharp(jpeg).extract(inside).greyscale().stats();
      return channels[0]!.stdev;
    };
    expect(await grey([])).toBeGreaterThan(30);
    expect(await grey([person])).toBeLessThan(12);
  });
});
