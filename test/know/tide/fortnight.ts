import type { TidePoint } from '../../../src/know/tide/curve.ts';

const HOUR = 3_600_000;

/** Full moon of the made-up fortnight: both waves are at their top. */
export const SPRING = Date.parse('2026-04-01T00:00:00Z');
/** Half a beat of the two waves later, when one is at its top and the other at its trough. */
export const NEAP = SPRING + 7.38 * 24 * HOUR;

/** The tide of moon and sun: 2 m, give or take 1 m every 12.42 h and 0.4 m every 12 h. */
export function heightOf(at: number): number {
  const hours = (at - SPRING) / HOUR;
  return 2 + Math.cos((2 * Math.PI * hours) / 12.4206) + 0.4 * Math.cos((2 * Math.PI * hours) / 12);
}

/** Heights every so many minutes, of the fortnight from a day before the spring tide. */
export function sampled(minutes: number, height = heightOf, days = 16): TidePoint[] {
  const start = SPRING - 24 * HOUR;
  return Array.from({ length: Math.floor((days * 24 * 60) / minutes) }, (_, index) => {
    const at = start + index * minutes * 60_000;
    return { at, height: height(at) };
  });
}

/** The maxima of the fortnight, by looking at every second of it that may be one. */
export function topsByHand(height = heightOf, days = 16): TidePoint[] {
  const step = 1000;
  const start = SPRING - 24 * HOUR;
  const tops: TidePoint[] = [];
  for (let at = start + 60_000; at < start + days * 24 * HOUR; at += 60_000) {
    if (height(at) < height(at - 60_000) || height(at) < height(at + 60_000)) continue;
    let best = at;
    for (let near = at - 60_000; near <= at + 60_000; near += step) if (height(near) > height(best)) best = near;
    if (best !== tops.at(-1)?.at) tops.push({ at: best, height: height(best) });
  }
  return tops;
}
