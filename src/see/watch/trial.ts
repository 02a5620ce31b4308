import { setTimeout as sleep } from 'node:timers/promises';
import type { Box, Cause, Detection, Frame, Point, Region } from '../../base/domain.ts';
import { centre, inside } from '../../base/geometry.ts';
import { cut } from '../../base/pixels.ts';
import { Capture } from '../capture/capture.ts';
import { cause } from '../capture/cause.ts';
import type { CaptureOptions } from '../capture/options.ts';
import type { Detector } from '../inference/detector.ts';
import { encode } from '../media/jpeg.ts';
import { MotionGate } from '../motion/gate.ts';
import { LookPlanner } from '../motion/planner.ts';
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
  /** JPEG in the size of analysis, people wiped out. */
  readonly picture?: Buffer;
  /** Why there is no picture. */
  readonly cause?: Cause;
}

/** What is tried. */
export interface TrialOptions {
  readonly capture: Omit<CaptureOptions, 'segments' | 'recordUrl'>;
  readonly settings: WatchSettings;
  /** From the first picture on, ms. */
  readonly lengthMs: number;
  readonly detector: Detector;
}

/** The first picture is waited for so long, ms: key frames may be far apart. */
const FIRST_WITHIN = 30_000;
const WHOLE: Box = { x: 0, y: 0, w: 1, h: 1 };
/** Who is seen this faintly is wiped out of the picture. */
const FAINTLY = 0.2;
/** A detection below this starts no track, and is not shown. */
const SHOWN_FROM = 0.3;

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
  // Once a picture came, the rest is over by itself.
  const late = sleep(FIRST_WITHIN, undefined, { signal: either, ref: false }).then(
    () => capture.figures.frames === 0 && over.abort(),
    () => undefined,
  );
  capture.start(either);
  try {
    const seen = await look(capture, options, either);
    signal.throwIfAborted();
    if (!seen.best) return { moments: [], cause: down ?? cause('stalled', options.capture.camera) };
    return { moments: seen.moments, shown: seen.best.index, picture: seen.best.picture };
  } finally {
    over.abort();
    await Promise.all([capture.stop(), late]);
  }
}

interface Best {
  readonly index: number;
  readonly worth: number;
  readonly picture: Buffer;
}

async function look(
  source: Pick<Capture, 'next'>,
  { settings, lengthMs, detector }: TrialOptions,
  signal: AbortSignal,
): Promise<{ moments: TriedMoment[]; best?: Best }> {
  const moments: TriedMoment[] = [];
  let best: Best | undefined;
  let parts: ReturnType<typeof partsFor> | undefined;
  let first = 0;
  for (let frame = await source.next(signal); frame; frame = await source.next(signal)) {
    if (!parts || parts.width !== frame.width || parts.height !== frame.height) {
      parts = partsFor(frame, settings);
      first ||= frame.at;
    }
    const { seen, people } = await moment(frame, parts, settings, detector, frame.at - first, signal);
    const worth = 10 * seen.found.length + seen.motion.length;
    moments.push(seen);
    // The newest of those that show as much.
    if (!best || worth >= best.worth) {
      const { bytes } = await encode(cut(frame, WHOLE), people);
      best = { index: moments.length - 1, worth, picture: bytes };
    }
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
): Promise<{ seen: TriedMoment; people: Box[] }> {
  const moved = gate.look(frame);
  const hidden = masks.length > 0 ? open.look(frame).regions : [];
  const { regions: looks } = planner.plan(frame.at, moved, { live: [], due: [] });
  const detections = looks.length > 0 ? await detector.detect(frame, looks, signal) : [];
  const motion = [
    ...moved.regions.map((box): TriedMotion => ({ box, ...(!isIn(box, zones, true) && { left: 'outside-zones' }) })),
    ...hidden.filter((box) => isIn(box, masks, false)).map((box): TriedMotion => ({ box, left: 'mask' })),
  ];
  const found = detections
    .filter(({ score }) => score >= SHOWN_FROM)
    .map((one): TriedFind => ({ ...one, masked: one.kind !== 'person' && planner.masks(one.box) }));
  const people = detections.filter(({ kind, score }) => kind === 'person' && score >= FAINTLY).map(({ box }) => box);
  return { seen: { after, motion, looks, found }, people };
}

function isIn(box: Box, polygons: readonly (readonly Point[])[], ifNone: boolean): boolean {
  const at = centre(box);
  return polygons.length === 0 ? ifNone : polygons.some((polygon) => inside(at, polygon));
}
