import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { InstalledClassifier } from '../src/know/models/installed.ts';
import { findTaxon } from '../src/know/taxonomy/taxa.ts';
import { PictureSource } from '../src/see/capture/picture-source.ts';
import { asLogits, type Look } from '../src/see/classify/fuse.ts';
import { viewsOf } from '../src/see/classify/views.ts';
import { LocalClassifier, LocalDetector } from '../src/see/inference/local.ts';
import { type DetectorSpec, embeddingLength } from '../src/see/inference/spec.ts';
import { CropKeeper } from '../src/see/media/crops.ts';
import { findAnimal } from '../src/try/eval/find.ts';

/** One photograph with its feature. */
export interface Photograph {
  readonly id: string;
  readonly taxon: string;
  /** One of two of a species that is taught, or one of a species that is not. */
  readonly part: 'a' | 'b' | 'other';
  /** False where no animal was found in it; its feature is that of the whole picture. */
  readonly found: boolean;
  /** Mean over the pictures that the model is shown of a crop. */
  readonly feature: Float32Array;
  /** Each of these pictures, as a verdict is made from. */
  readonly looks: readonly Look[];
  /** How many of its numbers, from the first, are the embedding. */
  readonly embedding: number;
}

/** As large as frames of a camera. */
const SIZE = { width: 1280, height: 720 };
const WHOLE = { x: 0.02, y: 0.02, w: 0.96, h: 0.96 };

/** CPU seconds of this process so far, all of its threads. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Reads every photograph of the folder, on the way of a track of one frame. @returns and what that took, CPU seconds */
export async function readPhotographs(
  folder: string,
  spec: DetectorSpec,
  { manifest, spec: own }: InstalledClassifier,
) {
  const detector = await LocalDetector.open(spec);
  const classifier = await LocalClassifier.open([own]);
  const files = await filesOf(folder);
  const before = cpuSeconds();
  const photographs: Photograph[] = [];
  for (const { file, name, part } of files) {
    const source = new PictureSource({ camera: 'bench', pictures: [{ file, at: 0 }], limit: SIZE });
    const frame = (await source.next(new AbortController().signal))!;
    const animal = await findAnimal(detector, frame);
    const keeper = new CropKeeper();
    keeper.offer(frame, [{ track: name, box: animal?.box ?? WHOLE, score: animal?.score ?? 1 }], []);
    const looks: Look[] = [];
    const sum = new Float32Array(classifier.models[0]!.dimensions!);
    for (const view of viewsOf(keeper.best(name)[0]!, manifest.views)) {
      const { scores, feature } = await classifier.embed(own.id, view, 'bench');
      looks.push({ logits: asLogits(scores, manifest.gives), weight: 1, feature });
      for (let i = 0; i < sum.length; i++) sum[i]! += feature[i]! / manifest.views.length;
    }
    const taxon = findTaxon(name)?.id;
    if (taxon === undefined) throw new Error(`${file}: the taxonomy has no ${name}`);
    const embedding = embeddingLength(own.embedding!);
    photographs.push({ id: file, taxon, part, found: animal !== undefined, feature: sum, looks, embedding });
  }
  return { photographs, seconds: cpuSeconds() - before };
}

async function filesOf(folder: string) {
  const species = await readdir(join(folder, 'species'));
  const pairs = species.flatMap((name) =>
    (['a', 'b'] as const).map((part) => ({ file: join(folder, 'species', name, `${part}.jpg`), name, part })),
  );
  const others = (await readdir(join(folder, 'others'))).map((file) => ({
    ...{ file: join(folder, 'others', file), name: basename(file, '.jpg'), part: 'other' as const },
  }));
  return [...pairs, ...others];
}
