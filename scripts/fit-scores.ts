/**
 * `fit-scores.ts MODELS GROUND`: puts every bird and mammal stamp at a quarter and half of a picture's side, in turn on a plain
 * ground and on GROUND, a photograph without animals, asks the default
 * detector and its fallback for each, and prints one JSON line: the scale that brings the fallback's scores to the default one's, fitted
 * through the quantiles of both, and how many animals each finds. MODELS holds the weights of both.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { toScale } from '../src/detect/scores.ts';
import { type Box, isAnimal } from '../src/domain.ts';
import { iou } from '../src/geometry.ts';
import { Looker } from '../src/inference/looker.ts';
import { createInputs } from '../src/inference/tensor.ts';
import { findModel, readCatalog } from '../src/models/catalog.ts';
import { detectorSpec } from '../src/models/spec.ts';
import { cut } from '../src/pixels.ts';
import { frameOf } from '../test/inference/picture.ts';

const STAMPS = '/usr/share/tuxpaint/stamps/animals';
const SIDE = 640;
const GROUND = { r: 120, g: 135, b: 110 };
/** Scores below this say nothing of a scale: what is hardly seen is left out of the fit. */
const SEEN = 0.1;

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

async function detectorNamed(name: string, folder: string): Promise<Looker> {
  const manifest = findModel(await readCatalog(), 'detect', name);
  const { scores: _, ...spec } = await detectorSpec(manifest, folder);
  return Looker.open(spec, createInputs([{ ...spec.input, fit: 'letterbox' }])[0]!);
}

/** The score of the animal, 0 where it is not found. */
async function scoreOf(looker: Looker, { png, box }: Made): Promise<number> {
  const frame = await frameOf(png);
  const found = await looker.look(cut(frame, { x: 0, y: 0, w: 1, h: 1 }), 0.05);
  return found.find((one) => isAnimal(one.kind) && iou(one.box, box) > 0.4)?.score ?? 0;
}

/** Least squares of `to` over `from`, both sorted, in logits. */
function fit(from: readonly number[], to: readonly number[]) {
  const logit = (p: number) => Math.log(p / (1 - p));
  const pairs = from.flatMap((score, i) => (Math.min(score, to[i]!) > SEEN ? [[logit(score), logit(to[i]!)]] : []));
  const mean = (axis: number) => pairs.reduce((sum, pair) => sum + pair[axis]!, 0) / pairs.length;
  const [x, y] = [mean(0), mean(1)];
  const across = pairs.reduce((sum, [a]) => sum + (a! - x) ** 2, 0);
  const slope = pairs.reduce((sum, [a, b]) => sum + (a! - x) * (b! - y), 0) / across;
  return { slope, offset: y - slope * x };
}

const [folder, photograph] = process.argv.slice(2);
if (!folder || !photograph) throw new Error('say the folder of models and a photograph without animals');
const wanted = await detectorNamed('yolox-nano', folder);
const fallback = await detectorNamed('centernet-mobilenetv3', folder);
const files = ['birds', 'mammals'].flatMap((kind) =>
  readdirSync(join(STAMPS, kind), { recursive: true, encoding: 'utf8' })
    .sort()
    .filter((name) => name.endsWith('.png') && !name.includes('mirror'))
    .map((name) => join(STAMPS, kind, name)),
);
const scores: [wanted: number, fallback: number][] = [];
for (const [i, file] of files.entries())
  for (const share of [0.25, 0.5]) {
    const picture = await made(file, share, (i + share * 4) % 2 === 0 ? photograph : undefined);
    scores.push([await scoreOf(wanted, picture), await scoreOf(fallback, picture)]);
  }
const sorted = (which: 0 | 1) => scores.map((pair) => pair[which]).sort((a, b) => a - b);
const scale = fit(sorted(1), sorted(0));
const above = (values: readonly number[]) => values.filter((score) => score >= 0.4).length;
const found = { wanted: above(sorted(0)), fallback: above(sorted(1)) };
const scaled = above(sorted(1).map((score) => toScale(scale, score)));
process.stdout.write(`${JSON.stringify({ pictures: scores.length, ...scale, foundAt04: { ...found, scaled } })}\n`);
