import { isAnimal, type Track, type Verdict } from '../../base/domain.ts';
import { iou } from '../../base/geometry.ts';
import { kindOfTaxon } from '../../know/taxonomy/taxa.ts';
import { UnreadableFile } from '../../see/capture/unreadable.ts';
import { type Judges, verdictOn } from '../../see/classify/verdict.ts';
import { Replay } from '../replay/replay.ts';
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
const CAMERA = { fps: 5, limit: { width: 1280, height: 720 }, zones: [], masks: [], flocks: false, sweepSeconds: 4 };

/**
 * Runs a clip through the whole pipeline and holds what each animal of its truth was called against the truth, one
 * outcome an animal; tracks of animals that show none of them are outcomes of their own. A clip that is only named by its
 * taxon is one outcome, of its clearest track; so is one without an animal in which none is found. Times are per clip.
 * @throws UnreadableFile where the clip cannot be read to its end
 */
export async function evaluateClip(item: SetItem, tools: EvalTools, signal: AbortSignal): Promise<ReportedPicture[]> {
  const { classifier, naming, detector, models, month } = tools;
  const replay = new Replay({
    ...CAMERA,
    camera: 'eval',
    gapMs: 60_000,
    cropsPerFrame: 4,
    detector,
    naming: { classifier, judges: { ...naming, timeZone: 'UTC' } },
  });
  // The prior is asked for the month in which the clip is taken to begin.
  const startAt = Date.UTC(2000, month - 1, 15);
  const startedAt = performance.now();
  const flaw = await replay.video({ file: item.path, startAt }, signal);
  // Animals of the part that is missing would count as not found.
  if (flaw) throw new UnreadableFile(item.path, flaw.reason);
  const milliseconds = performance.now() - startedAt;
  const tracks = replay.result().tracks.filter(({ kind }) => isAnimal(kind));
  const report = (truth: Truth | undefined, track: Track | undefined, name = ''): ReportedPicture => {
    const verdict = track && called(track, naming, month);
    return {
      file: `${item.file} ${name}`.trim(),
      ...(truth && { truth: truth.taxon }),
      known: truth !== undefined && truth.lacks === undefined && knows(models, truth.taxon, kindOfTaxon(truth.taxon)),
      ...(verdict && { verdict }),
      ...(track && { kind: track.kind }),
      result: resultOf(truth?.taxon, verdict, truth?.lacks !== undefined),
      milliseconds,
    };
  };
  const { taxon, lacks } = item;
  if (!item.animals && taxon) return [report({ taxon, ...(lacks && { lacks }) }, clearest(tracks))];
  const animals = (item.animals ?? []).map((animal) => startingAt(startAt, animal));
  const strays = tracks.filter((track) => !animals.some((animal) => hits(animal, track) > 0));
  if (animals.length === 0 && strays.length === 0) return [report(undefined, undefined)];
  return [
    ...animals.map((animal) => report(animal, trackOf(animal, tracks), animal.id)),
    ...strays.map((track) => report(undefined, track, track.id)),
  ];
}

type Truth = Pick<ClipAnimal, 'taxon' | 'lacks'>;

/** The animal on the clock of a clip that begins then. */
function startingAt(startAt: number, animal: ClipAnimal): ClipAnimal {
  return { ...animal, boxes: animal.boxes.map((seen) => ({ ...seen, at: seen.at + startAt })) };
}

/** The track that was seen most often; undefined where there is none. */
function clearest(tracks: readonly Track[]): Track | undefined {
  return [...tracks].sort((a, b) => b.hits - a.hits)[0];
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
function called({ verdict, kind, score }: Track, judges: Judges, month: number): Verdict | undefined {
  return verdict ?? verdictOn({ kind, score, looks: new Map(), crops: [] }, judges, month);
}
