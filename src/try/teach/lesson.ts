import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Box, type Frame, type Kind, RANKS } from '../../base/domain.ts';
import { say } from '../../base/said/said.ts';
import { type LessonSource, type LessonWithFeatures, lessonId, type Origin } from '../../know/lessons/lesson.ts';
import { kindOfTaxon, taxonById } from '../../know/taxonomy/taxa.ts';
import { PictureSource } from '../../see/capture/picture-source.ts';
import { UnreadableFile } from '../../see/capture/unreadable.ts';
import { type Embed, type FeatureModel, featuresOf } from '../../see/classify/features.ts';
import type { CropToName } from '../../see/classify/views.ts';
import type { Detector } from '../../see/inference/detector.ts';
import { CropKeeper } from '../../see/media/crops.ts';
import { findAnimal } from '../eval/find.ts';
import type { SetItem } from '../eval/set.ts';

/** Pictures are looked at in the size of a camera's frames. */
const SIZE = { width: 1280, height: 720 };

/** What crops are taught with. */
export interface CropTools {
  readonly models: readonly FeatureModel[];
  readonly embed: Embed;
  /** Who has the box learn it. */
  readonly by: string;
  /** ms */
  readonly now: number;
}

/** What pictures are taught with. */
export interface PictureTools extends CropTools {
  /** Finds the animals of pictures whose set does not say where they are. */
  readonly detector: Detector;
}

/** A picture that cannot be taught, and why. */
export class Unteachable extends Error {}

/** A kept crop of a visit. */
export interface KeptCrop {
  /** The file on this machine. */
  readonly path: string;
  /** Where in the frame it was cut, and where in the frame the animal is. */
  readonly region: Box;
  readonly box: Box;
  readonly sha256: string;
  readonly source: LessonSource;
}

/** What people say that a crop shows. */
export interface Word {
  readonly taxon: string;
  readonly people: readonly string[];
  /** How much it counts, above 0. */
  readonly weight: number;
}

/** The kind of animal that a taxon is of; only what is as narrow as a family can be taught. @throws Unteachable */
function kindToTeach(taxon: string): Kind {
  const kind = kindOfTaxon(taxon);
  const rank = taxonById(taxon)?.rank;
  if (!kind || !rank) throw new Unteachable(say('no-bird-or-mammal', {}));
  if (RANKS.indexOf(rank) < RANKS.indexOf('family')) throw new Unteachable(say('too-wide', {}));
  return kind;
}

/**
 * Makes a lesson of one picture of a labelled set.
 * @param set its name
 * @throws Unteachable; RoostError where inference failed
 */
export async function lessonOfPicture(
  item: SetItem,
  set: string,
  tools: PictureTools,
  signal?: AbortSignal,
): Promise<LessonWithFeatures> {
  const { taxon } = item;
  if (item.source === 'clip') throw new Unteachable('it is a clip; pictures are taught');
  if (taxon === undefined) throw new Unteachable('it is a blank');
  if (item.lacks) throw new Unteachable(`the taxonomy has no ${item.lacks}`);
  kindToTeach(taxon);
  const frame = await read(item.path, signal);
  const box = item.box ?? (await findAnimal(tools.detector, frame, signal))?.box;
  if (!box) throw new Unteachable(say('no-animal-in-it', {}));
  const crop = cropOf(frame, box);
  const source = { of: 'set', id: set, file: item.file } as const;
  const made = await lesson(
    { taxon, people: [tools.by], weight: 1 },
    { crop, sha256: hashOfCrop(crop), source },
    tools,
    signal,
  );
  return { ...made, origin: { path: resolve(item.path), box } };
}

/**
 * Features of a picture of a set that was taught before, by their ids.
 * @param sha256 of the pixels that were cut from it then
 * @throws Unteachable where it cannot be read, or is another one now; RoostError where inference failed
 */
export async function featuresOfPicture(
  { path, box }: Origin,
  sha256: string,
  kind: Kind,
  { models, embed }: Pick<CropTools, 'models' | 'embed'>,
  signal?: AbortSignal,
): Promise<Map<string, Float32Array>> {
  if (!existsSync(path)) throw new Unteachable(say('picture-moved', {}));
  const crop = cropOf(await read(path, signal), box);
  if (hashOfCrop(crop) !== sha256) throw new Unteachable(say('picture-changed', {}));
  return featuresOf(models, embed, kind, crop, signal);
}

const hashOfCrop = ({ cut }: CropToName) => createHash('sha256').update(cut.data).digest('hex');

/** Makes a lesson of a kept crop of a visit. @throws Unteachable; RoostError where inference failed */
export async function lessonOfCrop(
  { path, region, box, sha256, source }: KeptCrop,
  word: Word,
  tools: CropTools,
  signal?: AbortSignal,
): Promise<LessonWithFeatures> {
  kindToTeach(word.taxon);
  const { width, height, data } = await read(path, signal);
  const crop = { at: 0, box, quality: 1, cut: { region, width, height, data } };
  return lesson(word, { crop, sha256, source }, tools, signal);
}

/** Features of a kept crop, by their ids. @throws Unteachable where it cannot be read; RoostError where inference failed */
export async function featuresOfCrop(
  { path, region, box }: Pick<KeptCrop, 'path' | 'region' | 'box'>,
  kind: Kind,
  { models, embed }: Pick<CropTools, 'models' | 'embed'>,
  signal?: AbortSignal,
): Promise<Map<string, Float32Array>> {
  const { width, height, data } = await read(path, signal);
  return featuresOf(models, embed, kind, { at: 0, box, quality: 1, cut: { region, width, height, data } }, signal);
}

async function lesson(
  { taxon, people, weight }: Word,
  shown: { readonly crop: CropToName; readonly sha256: string; readonly source: LessonSource },
  { models, embed, by, now }: CropTools,
  signal?: AbortSignal,
): Promise<LessonWithFeatures> {
  const { crop, sha256, source } = shown;
  const kind = kindToTeach(taxon);
  const features = await featuresOf(models, embed, kind, crop, signal);
  if (features.size === 0) throw new Unteachable(say('no-features-of-kind', { kind }));
  return {
    ...{ id: lessonId(sha256), taxon, kind, people, weight, source, sha256 },
    ...{ taughtAt: now, taughtBy: by, features },
  };
}

async function read(path: string, signal?: AbortSignal): Promise<Frame> {
  const source = new PictureSource({ camera: 'teach', pictures: [{ file: path, at: 0 }], limit: SIZE });
  try {
    const frame = await source.next(signal ?? new AbortController().signal);
    if (!frame) throw signal?.reason ?? new Unteachable(say('no-picture-in-it', {}));
    return frame;
  } catch (error) {
    if (error instanceof UnreadableFile) throw new Unteachable(error.reason);
    throw error;
  }
}

/** The crop as a track of this one frame would have it. */
function cropOf(frame: Frame, box: Box): CropToName {
  const keeper = new CropKeeper();
  keeper.offer(frame, [{ track: 'picture', box, score: 1 }], []);
  return keeper.best('picture')[0]!;
}
