import { setTimeout as sleep } from 'node:timers/promises';
import type { Box, Cause, Detection, Frame, Region } from '../../base/domain.ts';
import { centre } from '../../base/geometry.ts';
import { type Cut, cut } from '../../base/pixels.ts';
import { Capture } from '../capture/capture.ts';
import { cause } from '../capture/cause.ts';
import type { CaptureOptions } from '../capture/options.ts';
import type { Detector } from '../inference/detector.ts';
import { encode } from '../media/jpeg.ts';
import { Passers } from '../media/passers.ts';
import { MotionGate } from '../motion/gate.ts';
import { watched } from '../motion/plan.ts';
import { LookPlanner } from '../motion/planner.ts';
import { BLUR_FROM } from '../pipeline.ts';
import { STARTS_FROM } from '../track/tracker.ts';
import type { WatchedCamera } from './messages.ts';
import { plannerOptions, type WatchSettings } from './settings.ts';

/** What moved in one picture, and what becomes of it. */
export interface TriedMotion {
  readonly box: Box;
  /** Why it is not looked at; undefined where it is. */
  readonly left?: 'mask' | 'outside-zones';
}

/** What the detector found in one picture. */
export interface TriedFind extends Detection {
  /** True where its centre lies in a mask: it does not count. */
  readonly masked: boolean;
}

/** One picture that was looked at. */
export interface TriedMoment {
  /** Milliseconds since the first picture. */
  readonly after: number;
  readonly motion: readonly TriedMotion[];
  readonly looks: readonly Region[];
  readonly found: readonly TriedFind[];
}

/** What came of a trial. */
export interface Tried {
  readonly moments: readonly TriedMoment[];
  /** Which of the moments the picture is of: the one with the most to show. */
  readonly shown?: number;
  /** JPEG in the size of analysis, people wiped out; none where everything shows people and none of them may be kept. */
  readonly picture?: Buffer;
  /** Why there is no picture. */
  readonly cause?: Cause;
}

/** What is tried. */
export interface TrialOptions {
  readonly capture: Omit<CaptureOptions, 'segments' | 'recordUrl'>;
  readonly settings: WatchSettings & Pick<WatchedCamera, 'keepNone'>;
  /** From the first picture on, ms. */
  readonly lengthMs: number;
  readonly detector: Detector;
}

/** The first picture is waited for so long, ms: key frames may be far apart. */
const FIRST_WITHIN = 30_000;
const WHOLE: Box = { x: 0, y: 0, w: 1, h: 1 };

/**
 * Looks at a camera for some seconds as a watcher would, by a stream of its own, and tells what it saw and what zones and masks take away.
 * Nothing is counted or kept, and nobody is followed: what a watcher looks at because it follows it is not looked at here.
 * @throws RoostError where inference failed; the signal's reason where it was aborted
 */
export async function tryCamera(options: TrialOptions, signal: AbortSignal): Promise<Tried> {
  let down: Cause | undefined;
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  const capture = new Capture(options.capture, {
    onState: (state, why) => {
      if (state === 'down') down = why;
    },
  });
  // A stream that ends after its first pictures is waited for no longer than one that goes on.
  const late = async () => {
    const wait = { signal: either, ref: false };
    await sleep(FIRST_WITHIN, undefined, wait);
    if (capture.figures.frames > 0) await sleep(options.lengthMs, undefined, wait);
    await capture.stop();
  };
  const ended = late().catch(() => undefined);
  capture.start(either);
  try {
    const seen = await look(capture, options, either);
    signal.throwIfAborted();
    const { moments, best } = seen;
    if (moments.length === 0) return { moments, cause: down ?? cause('stalled', options.capture.camera) };
    if (!best) return { moments };
    const { bytes } = await encode(best.picture, best.people);
    return { moments, shown: best.index, picture: bytes };
  } finally {
    over.abort();
    await Promise.all([capture.stop(), ended]);
  }
}

interface Best {
  readonly index: number;
  readonly worth: number;
  readonly picture: Cut;
  /** Where people may be in it. */
  readonly people: readonly Box[];
}

async function look(
  source: Pick<Capture, 'next'>,
  { settings, lengthMs, detector }: TrialOptions,
  signal: AbortSignal,
): Promise<{ moments: TriedMoment[]; best?: Best }> {
  const moments: TriedMoment[] = [];
  const passers = new Passers(settings.sweepSeconds * 1000);
  let best: Best | undefined;
  let parts: ReturnType<typeof partsFor> | undefined;
  let first = 0;
  for (let frame = await source.next(signal); frame; frame = await source.next(signal)) {
    if (!parts || parts.width !== frame.width || parts.height !== frame.height) {
      parts = partsFor(frame, settings);
      first ||= frame.at;
    }
    const { seen, faintly } = await moment(frame, parts, settings, detector, frame.at - first, signal);
    const people = passers.see(frame.at, faintly);
    const worth = 10 * seen.found.length + seen.motion.length;
    moments.push(seen);
    // The newest of those that show as much.
    if ((!best || worth >= best.worth) && !(settings.keepNone && people.length > 0))
      best = { index: moments.length - 1, worth, picture: cut(frame, WHOLE), people };
    if (frame.at - first >= lengthMs) break;
  }
  return { moments, ...(best && { best }) };
}

function partsFor({ width, height }: Frame, settings: WatchSettings) {
  const size = { width, height };
  return {
    ...size,
    gate: new MotionGate({ ...size, masks: settings.masks }),
    /** Sees what masks hide. */
    open: new MotionGate(size),
    planner: new LookPlanner(plannerOptions(size, settings)),
  };
}

async function moment(
  frame: Frame,
  { gate, open, planner }: ReturnType<typeof partsFor>,
  { zones, masks }: WatchSettings,
  detector: Detector,
  after: number,
  signal: AbortSignal,
): Promise<{ seen: TriedMoment; faintly: Box[] }> {
  const moved = gate.look(frame);
  const hidden = masks.length > 0 ? open.look(frame).regions : [];
  const { regions: looks } = planner.plan(frame.at, moved, { live: [], due: [] });
  const detections = looks.length > 0 ? await detector.detect(frame, looks, signal) : [];
  const motion = [
    ...moved.regions.map(
      (box): TriedMotion => ({ box, ...(!watched(centre(box), zones, []) && { left: 'outside-zones' }) }),
    ),
    ...hidden.filter((box) => planner.masks(box)).map((box): TriedMotion => ({ box, left: 'mask' })),
  ];
  const found = detections
    .filter(({ score }) => score >= STARTS_FROM)
    .map((one): TriedFind => ({ ...one, masked: one.kind !== 'person' && planner.masks(one.box) }));
  const faintly = detections.filter(({ kind, score }) => kind === 'person' && score >= BLUR_FROM).map(({ box }) => box);
  return { seen: { after, motion, looks, found }, faintly };
}
