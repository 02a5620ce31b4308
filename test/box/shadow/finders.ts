import { mkdir, mkdtemp, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LiveMark, LiveView } from '../../../src/base/domain.ts';
import type { FindsStart } from '../../../src/box/shadow/messages.ts';
import { writeBundle } from '../../../src/know/models/bundle/write.ts';
import { manifestSchema } from '../../../src/know/models/manifest.ts';
import { sha256Of } from '../../../src/know/models/place.ts';
import { livePicture } from '../../../src/see/media/live-picture.ts';
import { flat } from '../../frames.ts';
import { KEEPER } from '../../know/models/bundle/make.ts';
import { writeConstantModel } from '../../onnx.ts';

const SIDE = 64;
/** Of live pictures: they fill the upper three quarters of the input. */
const SIZE = { width: 320, height: 240 };

/** What a detector of a test finds in every picture: corners in pixels of its input, score, number of the class. */
export type Row = readonly [number, number, number, number, number, number];
export const BIRD: Row = [8, 4, 24, 20, 0.8, 0];
export const SAME_AS_MAMMAL: Row = [8, 4, 24, 21, 0.7, 1];
export const ANOTHER: Row = [40, 24, 56, 40, 0.6, 0];
export const PERSON: Row = [26, 2, 36, 40, 0.3, 2];
/** Where the first two are in the picture. */
const THERE = { x: 8 / 64, y: 4 / 48, w: 16 / 64, h: 16 / 48 };

const said = (id: string) => ({
  ...{ name: id, task: 'detect', licence: 'none', head: 'yolov10', labels: ['bird', 'cow', 'person'] },
  input: { name: 'images', size: SIDE, colour: 'rgb' },
  outputs: [{ name: 'output0', shape: [1, 2, 6] }],
});

/** Writes the signed bundle of a detector that finds two things in every picture. @returns its folder */
export async function finderBundle(id: string, version: number, rows: readonly [Row, Row]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'roost-finder-'));
  const onnx = join(folder, `${id}.onnx`);
  await writeConstantModel(onnx, SIDE, [{ name: 'output0', shape: [1, 2, 6], values: rows.flat() }]);
  await mkdir(join(folder, 'golden'));
  await writeFile(join(folder, 'golden', 'grey.yuv'), flat(16, 16, 126).data);
  await writeFile(join(folder, 'golden', 'grey.json'), '[]');
  const files = [{ name: `${id}.onnx`, bytes: (await stat(onnx)).size, sha256: await sha256Of(onnx) }];
  const golden = [{ input: 'golden/grey.yuv', width: 16, height: 16, gives: 'golden/grey.json' }];
  const made = { madeAt: '2026-05-01T00:00:00Z', needsRoost: '0.1.0', tolerance: 0.02 };
  const draft = {
    ...made,
    id,
    version,
    kind: 'detector' as const,
    model: manifestSchema.parse({ ...said(id), files }),
  };
  await writeBundle(folder, { ...draft, golden }, [KEEPER.secret]);
  return folder;
}

/** The spec of such a detector by itself. */
export async function finderSpec(
  folder: string,
  id: string,
  rows: readonly [Row, Row],
): Promise<FindsStart['present']> {
  const file = join(folder, `${id}.onnx`);
  await writeConstantModel(file, SIDE, [{ name: 'output0', shape: [1, 2, 6], values: rows.flat() }]);
  const input = { name: 'images', size: SIDE, colour: 'rgb', pad: 114, mean: [0, 0, 0], std: [1, 1, 1] } as const;
  const outputs = [{ name: 'output0', shape: [1, 2, 6] }];
  return { ...{ id, file, input, outputs, head: 'yolov10' }, labels: ['bird', 'cow', 'person'] };
}

/** What an onlooker is shown of a camera: a grey picture, and what is followed in it. */
export async function shows(camera: string, at: number, marks: readonly LiveMark[]): Promise<LiveView> {
  const picture = await livePicture(flat(SIZE.width, SIZE.height, 128, 128, 128, at), SIZE.width, []);
  return { camera, at, width: 1280, marks, picture };
}

/** A bird that is followed, where detectors of tests find one. */
export function follows(track: string, taxon = 'aythya-baeri'): LiveMark {
  const name = { taxon, rank: 'species', score: 0.9 } as const;
  return { track, kind: 'bird', box: THERE, seen: true, score: 0.9, name };
}
