/** What a visit's clip is to show. Times in ms. */
export interface Window {
  readonly visit: string;
  readonly camera: string;
  readonly startAt: number;
  readonly endAt: number;
  /** True where it grows no more. */
  readonly over: boolean;
}

/** Visits share a clip that is at most so much longer than the longest of one. */
const LONGER = 1.5;

/**
 * Sorts what is wanted into clips: visits of one camera whose times overlap by half of the shorter one share a clip that holds them all.
 * Pure. @param lengthMs length of one visit's clip at most
 */
export function windowsOf(wanted: readonly Window[], lengthMs: number): Window[][] {
  const clips: Window[][] = [];
  for (const window of [...wanted].sort((a, b) => a.startAt - b.startAt || a.endAt - b.endAt)) {
    const clip = clips.find((one) => one[0]!.camera === window.camera && fits(one, window, lengthMs));
    if (clip) clip.push(window);
    else clips.push([window]);
  }
  return clips;
}

function fits(clip: readonly Window[], { startAt, endAt }: Window, lengthMs: number): boolean {
  const from = Math.min(startAt, ...clip.map((one) => one.startAt));
  const to = Math.max(endAt, ...clip.map((one) => one.endAt));
  return to - from <= lengthMs * LONGER && clip.some((one) => overlap(one, startAt, endAt));
}

function overlap(one: Window, startAt: number, endAt: number): boolean {
  const shared = Math.min(one.endAt, endAt) - Math.max(one.startAt, startAt);
  return shared >= Math.min(one.endAt - one.startAt, endAt - startAt) / 2;
}
