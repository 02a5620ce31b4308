import { type Box, type Detection, type Frame, isAnimal, type Region, type Track } from '../base/domain.ts';
import type { Namer } from './classify/namer.ts';
import { withVerdict } from './ending.ts';
import type { Detector } from './inference/detector.ts';
import type { CropKeeper } from './media/crops.ts';
import type { MotionGate } from './motion/gate.ts';
import type { LookPlanner } from './motion/planner.ts';
import type { Spotter } from './spotter.ts';
import type { LiveTrack } from './track/followed.ts';
import type { Tracker } from './track/tracker.ts';

/** Where frames come from: a camera, or recorded video. Undefined ends the pipeline. */
export interface FrameSource {
  next(signal?: AbortSignal): Promise<Frame | undefined>;
}

/** The stages of one camera, in the order of the flow. */
export interface Stages {
  readonly source: FrameSource;
  readonly gate: Pick<MotionGate, 'look' | 'moving'>;
  readonly planner: Pick<LookPlanner, 'plan' | 'missed' | 'masks'>;
  readonly detector: Detector;
  readonly tracker: Tracker;
  readonly keeper: CropKeeper;
  readonly namer: Pick<Namer, 'see' | 'verdict'>;
  /** Looks at sweeps too, where a box has a second detector. */
  readonly spotter?: Pick<Spotter, 'show' | 'take'>;
}

/** What one frame came to. */
export interface Seen {
  readonly frame: Frame;
  readonly looks: readonly Region[];
  readonly detections: readonly Detection[];
  /** Where people are, or may be: seen in this frame however faintly, or followed. They are wiped out of what is kept. */
  readonly people: readonly Box[];
  /** The same, and where people stood moments before: what is shown of this frame at once shows none of it. */
  readonly hidden: readonly Box[];
  /** Confirmed tracks that live, with what they are called so far. */
  readonly live: readonly LiveTrack[];
  readonly ended: readonly Track[];
  /** Ids of tracks that turned out to be another one boxed twice. */
  readonly withdrawn: readonly string[];
}

/** Who is told. */
export interface Observer {
  seen(result: Seen): void;
  /** A frame that the detector could not look at; it counts as dropped. */
  failed(error: unknown): void;
}

/** A person who scores this much is blurred: rather one post too many than one face too few. */
export const BLUR_FROM = 0.2;

/**
 * One camera's loop: frame, motion, looks, detections, tracks, crops, verdicts. One frame at a time; while one is looked at, the
 * source keeps the newest. Returns when the source ends or the signal aborts.
 */
export async function runPipeline(stages: Stages, observer: Observer, signal: AbortSignal): Promise<void> {
  const { source, gate, planner, detector, tracker, keeper, namer, spotter } = stages;
  let followed: readonly Box[] = [];
  for (let frame = await source.next(signal); frame && !signal.aborted; frame = await source.next(signal)) {
    const motion = gate.look(frame);
    const spotted = spotter?.take(followed).filter((box) => !planner.masks(box)) ?? [];
    const due = [...tracker.due(frame.at), ...spotted];
    const { regions: looks, looked } = planner.plan(frame.at, motion, { live: followed, due });
    spotter?.show(frame, looks, signal);
    let detections: Detection[];
    try {
      detections = looks.length > 0 ? await detector.detect(frame, looks, signal) : [];
    } catch (error) {
      if (signal.aborted) return;
      // Whatever came since the last look is unknown: a quiet picture in which nobody looks must not pass for one looked at.
      planner.missed();
      observer.failed(error);
      continue;
    }
    // People are followed in a mask too: they are wiped out of what is kept, wherever they are.
    const counted = detections.filter(({ kind, box }) => kind === 'person' || !planner.masks(box));
    const { live, ended, withdrawn } = tracker.update(frame.at, counted, looked, (box) => gate.moving(box));
    followed = live.map((track) => track.box);
    const confirmed = live.filter((track) => track.confirmed);
    const people = peopleOf(detections, live);
    const hidden = keeper.offer(frame, subjects(confirmed), people);
    await namer.see(frame.at, confirmed, signal);
    const named = confirmed.map((track) => withVerdict(track, namer.verdict(track.id)));
    observer.seen({ frame, looks, detections, people, hidden, live: named, ended, withdrawn });
  }
}

function subjects(tracks: readonly LiveTrack[]) {
  return tracks
    .filter((track) => track.seen && isAnimal(track.kind))
    .map((track) => ({ track: track.id, box: track.box, score: track.path.at(-1)!.score }));
}

function peopleOf(detections: readonly Detection[], tracks: readonly LiveTrack[]): Box[] {
  return [
    ...detections.filter((found) => found.kind === 'person' && found.score >= BLUR_FROM),
    ...tracks.filter((track) => track.kind === 'person'),
  ].map((found) => found.box);
}
