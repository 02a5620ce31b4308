import type { Box, Detection, Kind, Track } from '../../../src/base/domain.ts';
import type { LiveTrack } from '../../../src/see/track/followed.ts';
import { Tracker, type TrackerOptions } from '../../../src/see/track/tracker.ts';

const ASPECT = 16 / 9;
export const WHOLE: Box = { x: 0, y: 0, w: 1, h: 1 };
export const still = () => false;
export const stirring = () => true;

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Roughly normal noise of deviation 1. */
export function noise(next: () => number): number {
  return (next() + next() + next() + next() - 2) * Math.sqrt(3);
}

/** A detection around a centre; sizes as fractions of the frame. */
export function at(x: number, y: number, w = 0.04, h = 0.06, score = 0.7, kind: Kind = 'bird'): Detection {
  return { box: { x: x - w / 2, y: y - h / 2, w, h }, kind, score };
}

/** A detection whose centre and size are a little off, as detectors are. */
export function shaken(d: Detection, next: () => number, part = 0.06): Detection {
  const { box } = d;
  const w = box.w * Math.exp(part * noise(next));
  const h = box.h * Math.exp(part * noise(next));
  const x = box.x + box.w / 2 + part * box.w * noise(next) - w / 2;
  const y = box.y + box.h / 2 + part * box.h * noise(next) - h / 2;
  return { ...d, box: { x, y, w, h } };
}

/** A tracker that numbers its tracks: t1, t2, … */
export function tracker(options: Partial<TrackerOptions> = {}): Tracker {
  let count = 0;
  return new Tracker({ camera: 'east', aspect: ASPECT, newId: () => `t${++count}`, ...options });
}

/** What came of a run. */
export interface Run {
  readonly ended: readonly Track[];
  /** Live tracks after each frame. */
  readonly frames: readonly (readonly LiveTrack[])[];
  /** Every confirmed track, ended or cut off at the end, in order of start. */
  readonly tracks: readonly Track[];
  readonly withdrawn: readonly string[];
}

/** Runs frames through a tracker. All of the frame is looked at unless told otherwise. */
export function run(
  subject: Tracker,
  frames: readonly { at: number; detections: readonly Detection[]; looked?: readonly Box[] }[],
  moving: (box: Box) => boolean = stirring,
): Run {
  const ended: Track[] = [];
  const live: (readonly LiveTrack[])[] = [];
  const withdrawn: string[] = [];
  for (const frame of frames) {
    const update = subject.update(frame.at, frame.detections, frame.looked ?? [WHOLE], moving);
    ended.push(...update.ended);
    live.push(update.live);
    withdrawn.push(...update.withdrawn);
  }
  const tracks = [...ended, ...subject.end('shutdown')].sort((a, b) => a.startAt - b.startAt);
  return { ended, frames: live, tracks, withdrawn };
}

/** Times of frames from 0, about 5 a second, or with gaps drawn from a range in milliseconds. */
export function times(count: number, next?: () => number, from = 100, to = 1000): number[] {
  const result: number[] = [];
  let now = 0;
  for (let i = 0; i < count; i++) {
    result.push(now);
    now += next ? Math.round(from + (to - from) * next()) : 200;
  }
  return result;
}
