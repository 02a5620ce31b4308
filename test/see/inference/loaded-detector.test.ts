import { beforeAll, describe, expect, it } from 'vitest';
import type { Detection } from '../../../src/base/domain.ts';
import { iou } from '../../../src/base/geometry.ts';
import { cut } from '../../../src/base/pixels.ts';
import { findModel, readCatalog } from '../../../src/know/models/catalog.ts';
import { detectorSpec } from '../../../src/know/models/spec.ts';
import { LoadedDetector } from '../../../src/see/inference/loaded-detector.ts';
import { createInputs } from '../../../src/see/inference/tensor.ts';
import { shared, weights } from '../../shared.ts';
import { frameOf } from './picture.ts';

describe.skipIf(!shared('models/yolox_nano.onnx') || !shared('media'))(
  'YOLOX-nano on photographs, from YUV to boxes',
  () => {
    let looker: LoadedDetector;
    beforeAll(async () => {
      const spec = await detectorSpec(findModel(await readCatalog(), 'detect'), weights()!);
      looker = await LoadedDetector.open(spec, createInputs([{ ...spec.input, fit: 'letterbox' }])[0]!);
    });

    async function look(name: string): Promise<Detection[]> {
      const frame = await frameOf(shared(`media/${name}`)!);
      return looker.look(cut(frame, { x: 0, y: 0, w: 1, h: 1 }), 0.1);
    }

    it.each([
      ['coral_owl.jpg', 'bird', 1],
      ['coral_parrot.jpg', 'bird', 1],
      ['coral_cat_720p.jpg', 'mammal', 1],
      ['sn_african_elephants.jpg', 'mammal', 4],
      ['sn_domestic_cattle.jpg', 'mammal', 3],
      ['sn_vehicle.jpg', 'vehicle', 1],
    ])('%s shows %s', async (name, kind, count) => {
      const found = (await look(name)).filter(({ score }) => score > 0.3);
      expect(found.map((detection) => detection.kind)).toEqual(Array(count).fill(kind));
      expect(found[0]!.score).toBeGreaterThan(0.6);
    });

    it.each(['sn_blank.jpg', 'sn_blank2.jpg'])('%s shows nothing', async (name) => {
      expect((await look(name)).filter(({ score }) => score > 0.25)).toEqual([]);
    });

    it('puts the box where the owl sits', async () => {
      const [owl] = await look('coral_owl.jpg');
      // Read off the photograph: from the ear tufts to the perch.
      expect(iou(owl!.box, { x: 0.31, y: 0.03, w: 0.34, h: 0.92 })).toBeGreaterThan(0.9);
    });

    it('places boxes of a crop in fractions of the frame', async () => {
      const frame = await frameOf(shared('media/coral_owl.jpg')!);
      const [whole] = await look('coral_owl.jpg');
      const [part] = await looker.look(cut(frame, { x: 0.2, y: 0, w: 0.6, h: 1 }), 0.1);
      expect(part!.kind).toBe('bird');
      expect(iou(part!.box, whole!.box)).toBeGreaterThan(0.85);
    });
  },
);
