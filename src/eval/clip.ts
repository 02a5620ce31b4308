import type { Track } from '../domain.ts';
import { isAnimal } from '../domain.ts';
import { iou } from '../geometry.ts';
import { Replay } from '../replay/replay.ts';
import { taxonOfKind } from '../taxonomy/taxa.ts';
import { resultOf } from './outcome.ts';
import type { ReportedPicture } from './report.ts';
import { type EvalTools, knows } from './run.ts';
import type { SetItem } from './set.ts';
import type { ClipAnimal } from './set-clip.ts';

/** A box of a track shows an animal where they overlap by this much. */
const SAME = 0.3;
/** Truth is looked up at the nearest of its times, no further away than this (ms). */
const NEAR = 300;
/** How clips are looked at: as a camera with the defaults would be. */
const CAMERA = { fps: 5, width: 1280, height: 720, zones: [], masks: [], flocks: false, sweepSeconds: 4 };

/**
 * Runs a clip through the whole pipeline and holds what each animal of its truth was called against the truth, one
 * outcome an animal; tracks of animals that show none of them are outcomes of their own. Times are per clip.
 * @throws RoostError where the clip cannot be read
 */
export async function evaluateClip(item: SetItem, tools: EvalTools, signal: AbortSignal): Promise<ReportedPicture[]> {
  const { classifier, naming, detector, models } = tools;
  const replay = new Replay({
    ...CAMERA,
    camera: 'eval',
    gapMs: 60_000,
    cropsPerFrame: 4,
    detector,
    naming: { classifier, judges: naming },
  });
  const startedAt = performance.now();
  await replay.video({ file: item.path, startAt: 0 }, signal);
  const milliseconds = performance.now() - startedAt;
  const tracks = replay.result().tracks.filter(({ kind }) => isAnimal(kind));
  const animals = item.animals ?? [];
  const strays = tracks.filter((track) => !animals.some((animal) => hits(animal, track) > 0));
  return [
    ...animals.map((animal): ReportedPicture => {
      const verdict = called(trackOf(animal, tracks));
      const { taxon: truth, kind, lacks } = animal;
      return {
        file: `${item.file} ${animal.id}`,
        truth,
        known: !lacks && knows(models, truth, kind),
        ...(verdict && { verdict }),
        result: resultOf(truth, verdict, lacks !== undefined),
        milliseconds,
      };
    }),
    ...strays.map((track): ReportedPicture => {
      const verdict = called(track);
      const file = `${item.file} ${track.id}`;
      return { file, known: false, ...(verdict && { verdict }), result: 'false', milliseconds };
    }),
  ];
}

/** The track that shows an animal best: the one with the most sightings in the animal's boxes; undefined where none does. */
export function trackOf(animal: ClipAnimal, tracks: readonly Track[]): Track | undefined {
  const seen = tracks.map((track) => ({ track, hits: hits(animal, track) })).filter((one) => one.hits > 0);
  return seen.sort((a, b) => b.hits - a.hits)[0]?.track;
}

/** In how many of its sightings a track shows an animal. */
function hits({ boxes }: ClipAnimal, { path }: Track): number {
  return path.filter(({ at, box }) => {
    const [nearest] = [...boxes].sort((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at));
    return nearest !== undefined && Math.abs(nearest.at - at) <= NEAR && iou(nearest.box, box) >= SAME;
  }).length;
}

/** A track's verdict; that of its kind where no classifier saw it. */
function called(track: Track | undefined): ReportedPicture['verdict'] {
  if (!track) return undefined;
  const unnamed = { opinions: [], crops: [], models: [], code: '', review: [], rank: 'class' as const };
  const taxon = taxonOfKind(track.kind)!.id;
  const { score } = track;
  return track.verdict ?? { ...unnamed, taxon, score, prior: { id: 'none', month: 1, without: { taxon, score } } };
}
