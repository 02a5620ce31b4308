import type { Box, Frame, Kind, Verdict } from '../../base/domain.ts';
import type { Classify } from '../../see/classify/ask.ts';
import { type Nameable, Namer } from '../../see/classify/namer.ts';
import { verdictOn } from '../../see/classify/verdict.ts';
import type { CropToName } from '../../see/classify/views.ts';
import type { Detector } from '../../see/inference/detector.ts';
import { CropKeeper } from '../../see/media/crops.ts';
import type { Naming } from '../../see/watch/naming.ts';
import { findAnimal } from './find.ts';

/** What pictures are evaluated with. */
export interface Judging {
  readonly detector: Detector;
  readonly classifier: Classify;
  readonly naming: Naming;
  /** Month of the year, 1 to 12, that the prior is asked for. */
  readonly month: number;
}

/** What one picture came to. */
export interface PictureVerdict {
  readonly verdict: Verdict;
  readonly kind: Kind;
  readonly box: Box;
  readonly crop: CropToName;
  /** Raw outputs that the verdict rests on, by model. */
  readonly outputs: ReadonlyMap<string, readonly Float32Array[]>;
}

/**
 * Names the animal that a picture shows best, on the same path as a track of one frame: detector, crop, views,
 * classifiers, verdict.
 * @param given where the animal is and of what kind, if it is known; then no detector is asked
 * @returns undefined where no animal was found
 */
export async function namePicture(
  frame: Frame,
  { detector, classifier, naming, month }: Judging,
  given: { readonly box: Box; readonly kind: Kind } | undefined,
  signal?: AbortSignal,
): Promise<PictureVerdict | undefined> {
  const found = given ? { ...given, score: 1 } : await findAnimal(detector, frame, signal);
  if (!found) return undefined;
  const { box, kind, score } = found;
  const keeper = new CropKeeper();
  keeper.offer(frame, [{ track: TRACK, box, score }], []);
  const crop = keeper.best(TRACK)[0]!;
  const outputs = new Map<string, Float32Array[]>();
  let failure: unknown;
  const namer = new Namer({
    ...naming,
    camera: frame.camera,
    classifier: recording(classifier, outputs),
    monthOf: () => month,
    crops: () => [crop],
    failed: (error) => {
      failure = error;
    },
  });
  const track: Nameable = { id: TRACK, kind, startAt: frame.at, score };
  const named = await namer.finish(track, frame.at, signal);
  if (failure) throw failure;
  signal?.throwIfAborted();
  // An animal of a kind that no classifier is for is found all the same.
  const verdict = named ?? verdictOn({ kind, score, looks: new Map(), crops: [] }, naming, month);
  return verdict && { verdict, kind, box, crop, outputs };
}

const TRACK = 'picture';

/** The same classifier, which writes down what it answers. */
function recording(classifier: Classify, outputs: Map<string, Float32Array[]>): Classify {
  return {
    async classify(model, picture, camera, signal) {
      const output = await classifier.classify(model, picture, camera, signal);
      outputs.set(model, [...(outputs.get(model) ?? []), output]);
      return output;
    },
  };
}
