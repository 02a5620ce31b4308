import sharp from 'sharp';
import type { Frame, Kind } from '../../base/domain.ts';
import { RoostError } from '../../base/errors.ts';
import { toRgb } from '../../base/pixels.ts';
import { kindOfTaxon, taxonById } from '../../know/taxonomy/taxa.ts';
import { PictureSource } from '../../see/capture/picture-source.ts';
import { asLogits } from '../../see/classify/fuse.ts';
import type { NamingModel } from '../../see/watch/naming.ts';
import type { Sample } from './fit.ts';
import { frigateRule } from './frigate.ts';
import { resultOf } from './outcome.ts';
import { type Judging, namePicture, type PictureVerdict } from './picture.ts';
import type { ReportedPicture } from './report.ts';
import type { SetItem } from './set.ts';

/** Pictures are analysed at the size of a camera's frames. */
const SIZE = { width: 1280, height: 720 };
/** Side of a thumbnail, pixels. */
const THUMBNAIL = 176;

/** What an evaluation needs besides the pictures. */
export interface EvalTools extends Judging {
  /** The classifiers with their labels. */
  readonly models: readonly NamingModel[];
  /** True where the detector looks for the animal also if the set gives its box: the whole way, its mistakes included. */
  readonly find: boolean;
  /** True where thumbnails are wanted. */
  readonly thumbnails: boolean;
}

/** What a picture came to, and what it can teach a classifier's calibration. */
export interface Evaluated {
  readonly picture: ReportedPicture;
  readonly samples: ReadonlyMap<string, Sample>;
}

/** Names one picture of a set and holds the verdict against the truth. @throws UnreadableFile where it cannot be read whole */
export async function evaluatePicture(item: SetItem, tools: EvalTools, signal?: AbortSignal): Promise<Evaluated> {
  const source = new PictureSource({ camera: 'eval', pictures: [{ file: item.path, at: 0 }], limit: SIZE });
  const frame = await source.next(signal ?? new AbortController().signal);
  if (!frame) throw signal?.reason ?? new RoostError('evaluate', item.file, 'it holds no picture');
  const startedAt = performance.now();
  const kind = item.taxon === undefined ? undefined : kindOfTaxon(item.taxon);
  const given = !tools.find && item.box && kind ? { box: item.box, kind } : undefined;
  const named = await namePicture(frame, tools, given, signal);
  const milliseconds = performance.now() - startedAt;
  const frigate = named && frigateOf(named, tools.models);
  const picture: ReportedPicture = {
    file: item.file,
    ...(item.taxon && { truth: item.taxon }),
    known: item.taxon !== undefined && !item.lacks && knows(tools.models, item.taxon, kind),
    ...(named && { verdict: named.verdict }),
    ...(named && !given && { kind: named.kind }),
    result: resultOf(item.taxon, named?.verdict, item.lacks !== undefined),
    ...(frigate && { frigate }),
    milliseconds,
    ...(tools.thumbnails && { thumbnail: await thumbnail(named, frame) }),
  };
  return { picture, samples: samplesOf(item, named, tools.models) };
}

/** True where a classifier that is asked about the kind has a label for the species. */
export function knows(models: readonly NamingModel[], taxon: string, kind: Kind | undefined): boolean {
  const asked = models.filter(({ kinds }) => kind !== undefined && kinds.includes(kind));
  return taxonById(taxon)?.rank === 'species' && asked.some(({ labels }) => labels.includes(taxon));
}

function frigateOf(named: PictureVerdict, models: readonly NamingModel[]) {
  return models
    .flatMap((model) => frigateRule(looksOf(named, model), model.labels) ?? [])
    .sort((a, b) => b.score - a.score)[0];
}

/** What the picture teaches each classifier that was asked about it. */
function samplesOf({ taxon, lacks }: SetItem, named: PictureVerdict | undefined, models: readonly NamingModel[]) {
  const samples = new Map<string, Sample>();
  if (!named || taxon === undefined) return samples;
  for (const model of models) {
    const looks = looksOf(named, model).map((logits) => ({ logits, weight: 1 }));
    if (looks.length > 0) samples.set(model.id, { truth: taxon, lacks: lacks !== undefined, looks });
  }
  return samples;
}

/** Logits of a classifier that was asked for a name: one that only checked the kind saw fewer pictures, and says none. */
function looksOf({ outputs }: PictureVerdict, { id, gives, margins }: NamingModel): Float32Array[] {
  const given = outputs.get(id) ?? [];
  return given.length < margins.length ? [] : given.map((output) => asLogits(output, gives));
}

/** A small JPEG of what was named, or of the whole picture, in base64. */
async function thumbnail(named: PictureVerdict | undefined, frame: Frame): Promise<string> {
  const shown = named?.crop.cut ?? frame;
  const raw = { width: shown.width, height: shown.height, channels: 3 as const };
  const small = sharp(toRgb(shown), { raw }).resize(THUMBNAIL, THUMBNAIL, { fit: 'inside' });
  return (await small.jpeg({ quality: 72 }).toBuffer()).toString('base64');
}
