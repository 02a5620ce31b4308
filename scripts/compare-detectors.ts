/**
 * `compare-detectors.ts MODELS GROUND`: puts every bird and mammal stamp at a quarter and half of a picture's side, in turn on a
 * plain ground and on GROUND, a photograph without animals, asks the default detector and its fallback for each, and prints one
 * JSON line: how many animals each finds at 0.4, the fallback as it is and on its manifest's scale. MODELS holds the weights of both.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { type Box, isAnimal } from '../src/base/domain.ts';
import { iou } from '../src/base/geometry.ts';
import { cut } from '../src/base/pixels.ts';
import { findModel, readCatalog } from '../src/know/models/catalog.ts';
import { detectorSpec } from '../src/know/models/spec.ts';
import { LoadedDetector } from '../src/see/inference/loaded-detector.ts';
import { createInputs } from '../src/see/inference/tensor.ts';
import { frameOf } from '../test/see/inference/picture.ts';

const STAMPS = '/usr/share/tuxpaint/stamps/animals';
const SIDE = 640;
const GROUND = { r: 120, g: 135, b: 110 };
/** The score from which an animal counts as found. */
const FOUND = 0.4;

/** A picture of one animal, and where it is. */
interface Made {
  readonly png: Buffer;
  readonly box: Box;
}

async function made(file: string, share: number, background: string | undefined): Promise<Made> {
  const side = Math.round(SIDE * share);
  const stamp = await sharp(file).trim().resize(side, side, { fit: 'inside' }).toBuffer({ resolveWithObject: true });
  const [w, h] = [stamp.info.width / SIDE, stamp.info.height / SIDE];
  const [left, top] = [Math.round(((1 - w) / 2) * SIDE), Math.round(((1 - h) / 2) * SIDE)];
  const plain = { create: { width: SIDE, height: SIDE, channels: 3, background: GROUND } } as const;
  const ground = background ? sharp(background).resize(SIDE, SIDE, { fit: 'cover' }) : sharp(plain);
  const png = await ground
    .composite([{ input: stamp.data, left, top }])
    .png()
    .toBuffer();
  return { png, box: { x: left / SIDE, y: top / SIDE, w, h } };
}

/** @param scaled whether scores are on Roost's scale or the model's own */
async function detectorNamed(name: string, folder: string, scaled: boolean): Promise<LoadedDetector> {
  const manifest = findModel(await readCatalog(), 'detect', name);
  const { scores, ...own } = await detectorSpec(manifest, folder);
  const spec = scores && scaled ? { ...own, scores } : own;
  return LoadedDetector.open(spec, createInputs([{ ...spec.input, fit: 'letterbox' }])[0]!);
}

/** The score of the animal, 0 where it is not found. */
async function scoreOf(looker: LoadedDetector, { png, box }: Made): Promise<number> {
  const frame = await frameOf(png);
  const found = await looker.look(cut(frame, { x: 0, y: 0, w: 1, h: 1 }), 0.05);
  return found.find((one) => isAnimal(one.kind) && iou(one.box, box) > 0.4)?.score ?? 0;
}

const [folder, photograph] = process.argv.slice(2);
if (!folder || !photograph) throw new Error('say the folder of models and a photograph without animals');
const detectors = {
  wanted: await detectorNamed('yolox-nano', folder, false),
  fallback: await detectorNamed('centernet-mobilenetv3', folder, false),
  scaled: await detectorNamed('centernet-mobilenetv3', folder, true),
};
const files = ['birds', 'mammals'].flatMap((kind) =>
  readdirSync(join(STAMPS, kind), { recursive: true, encoding: 'utf8' })
    .sort()
    .filter((name) => name.endsWith('.png') && !name.includes('mirror'))
    .map((name) => join(STAMPS, kind, name)),
);
const found = { wanted: 0, fallback: 0, scaled: 0 };
let pictures = 0;
for (const [i, file] of files.entries())
  for (const share of [0.25, 0.5]) {
    const picture = await made(file, share, (i + share * 4) % 2 === 0 ? photograph : undefined);
    pictures++;
    for (const name of ['wanted', 'fallback', 'scaled'] as const)
      if ((await scoreOf(detectors[name], picture)) >= FOUND) found[name]++;
  }
process.stdout.write(`${JSON.stringify({ pictures, found })}\n`);
