import { join } from 'node:path';
import type { InstalledDetector } from '../../../src/know/models/installed.ts';
import { type Constant, writeConstantModel } from '../../onnx.ts';

const SIZE = 64;
const NOTHING: Constant = { name: 'output0', shape: [1, 2, 6], values: Array<number>(12).fill(0) };

/** A small detector that never finds anything. @param folder where `writeFinder` wrote it */
export function finder(folder: string): InstalledDetector {
  const spec: InstalledDetector['spec'] = {
    ...{ id: 'finder@00000000', file: join(folder, 'finder.onnx'), head: 'yolov10', labels: ['animal'] },
    input: { name: 'images', size: SIZE, colour: 'rgb', pad: 114, mean: [0, 0, 0], std: [255, 255, 255] },
    outputs: [{ name: 'output0', shape: [1, 2, 6] }],
  };
  return { manifest: { assumed: [] } as unknown as InstalledDetector['manifest'], spec };
}

/** Writes its weights. */
export function writeFinder(folder: string): Promise<void> {
  return writeConstantModel(finder(folder).spec.file, SIZE, [NOTHING]);
}
