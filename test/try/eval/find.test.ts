import { describe, expect, it } from 'vitest';
import type { Detection, Region } from '../../../src/base/domain.ts';
import { iou } from '../../../src/base/geometry.ts';
import type { Detector } from '../../../src/see/inference/detector.ts';
import { findAnimal } from '../../../src/try/eval/find.ts';
import { flat } from '../../frames.ts';

const FRAME = flat(1280, 720);
const BOX = { x: 0.4, y: 0.4, w: 0.1, h: 0.1 };
const bird = (score: number, box = BOX): Detection => ({ kind: 'bird', score, box });

/** A detector that finds this in the whole picture, and that in the closer look. */
function detector(whole: readonly Detection[], closer: readonly Detection[] = []) {
  const looks: Region[] = [];
  const found: Detector = {
    model: 'fake@0',
    async detect(_, regions) {
      looks.push(...regions);
      return [...(regions[0]!.reason === 'sweep' ? whole : closer)];
    },
  };
  return { looks, found };
}

describe('the animal of a picture', () => {
  it('is the surest one, looked for in the whole and then from nearby', async () => {
    const { looks, found } = detector([bird(0.5), bird(0.3, { x: 0, y: 0, w: 0.1, h: 0.1 })], [bird(0.9)]);
    expect(await findAnimal(found, FRAME)).toEqual(bird(0.9));
    expect(looks.map(({ reason }) => reason)).toEqual(['sweep', 'track']);
    const { box } = looks[1]!;
    // Twice the longer side of 128 pixels.
    expect([box.w * 1280, box.h * 720]).toEqual([expect.closeTo(256), expect.closeTo(256)]);
    expect(iou(box, { x: 0.35, y: 0.45 - 128 / 720, w: 0.2, h: 256 / 720 })).toBeCloseTo(1, 6);
  });

  it('needs one good look, of whichever distance', async () => {
    expect(await findAnimal(detector([bird(0.15)], [bird(0.3)]).found, FRAME)).toEqual(bird(0.3));
    expect(await findAnimal(detector([bird(0.4)]).found, FRAME)).toEqual(bird(0.4));
    expect(await findAnimal(detector([bird(0.15)], [bird(0.2)]).found, FRAME)).toBeUndefined();
  });

  it('is none where there is none, or only people', async () => {
    const { looks, found } = detector([{ ...bird(0.9), kind: 'person' }]);
    expect(await findAnimal(found, FRAME)).toBeUndefined();
    expect(looks).toHaveLength(1);
    expect(await findAnimal(detector([]).found, FRAME)).toBeUndefined();
  });

  it('is no other one that the closer look finds', async () => {
    const other = bird(0.95, { x: 0.46, y: 0.46, w: 0.1, h: 0.1 });
    expect(await findAnimal(detector([bird(0.5)], [other]).found, FRAME)).toEqual(bird(0.5));
  });

  it('is looked at inside of the frame, also at its edge and where it fills it', async () => {
    for (const box of [
      { x: 0.95, y: 0.95, w: 0.05, h: 0.05 },
      { x: 0, y: 0, w: 1, h: 1 },
    ]) {
      const { looks, found } = detector([bird(0.5, box)]);
      await findAnimal(found, FRAME);
      const near = looks[1]!.box;
      expect(Math.min(near.x, near.y)).toBeGreaterThanOrEqual(0);
      expect(Math.max(near.x + near.w, near.y + near.h)).toBeLessThanOrEqual(1 + 1e-9);
    }
  });
});
