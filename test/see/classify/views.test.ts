import { describe, expect, it } from 'vitest';
import { cut } from '../../../src/base/pixels.ts';
import { mirror, viewsOf } from '../../../src/see/classify/views.ts';
import { chequer, flat } from '../../frames.ts';

const MARGINS = [0.08, 0.25];
const box = { x: 0.4, y: 0.4, w: 0.1, h: 0.1 };

describe('the pictures of a crop', () => {
  it('are squares around the animal, as much wider than it as the margins say', () => {
    const frame = flat(1280, 720);
    const views = viewsOf({ at: 0, box, quality: 1, cut: cut(frame, { x: 0.3, y: 0.25, w: 0.3, h: 0.4 }) }, MARGINS);
    expect(views).toHaveLength(MARGINS.length);
    for (const [i, { width, height }] of views.entries()) {
      expect(Math.abs(width - height)).toBeLessThanOrEqual(4);
      const wanted = 0.1 * 1280 * (1 + 2 * MARGINS[i]!);
      expect(Math.abs(width - wanted)).toBeLessThanOrEqual(6);
    }
  });

  it('end where the crop ends, with the animal inside', () => {
    const corner = { x: 0, y: 0, w: 0.05, h: 0.3 };
    const piece = cut(flat(640, 360), { x: 0, y: 0, w: 0.2, h: 0.4 });
    for (const { width, height } of viewsOf({ at: 0, box: corner, quality: 1, cut: piece }, MARGINS)) {
      expect(width).toBeGreaterThanOrEqual(0.05 * 640);
      expect(height).toBeGreaterThanOrEqual(0.3 * 360);
      expect(width).toBeLessThanOrEqual(piece.width);
      expect(height).toBeLessThanOrEqual(piece.height);
    }
  });

  it('seen in a mirror twice are what they were, and once have left on the right', () => {
    const piece = cut(chequer(flat(64, 64), 0, 0, 20, 64), { x: 0, y: 0, w: 1, h: 1 });
    const once = mirror(piece);
    expect(mirror(once).data).toEqual(piece.data);
    expect(once.data.slice(0, 64)).toEqual(piece.data.slice(0, 64).reverse());
    expect(once.data).not.toEqual(piece.data);
  });
});
