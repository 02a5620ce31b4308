import { describe, expect, it } from 'vitest';
import { EffortMeter } from '../../../src/see/watch/effort-meter.ts';

const MINUTE = 60_000;

/** A small picture of stripes as bright as asked, at a time. */
function frame(at: number, light = 120, stripes = 40) {
  const [width, height] = [64, 32];
  const data = new Uint8Array(width * height).map((_, i) => light + (Math.floor(i / 4) % 2 === 0 ? stripes : -stripes));
  return { at, width, height, data };
}
const meterOf = (more: object = {}) => new EffortMeter({ camera: 'east', fps: 5, infrared: false, usual: {}, ...more });

describe('EffortMeter', () => {
  it('adds up the time between frames, and gives a minute once the next one begins', () => {
    const meter = meterOf();
    for (let at = 0; at < MINUTE; at += 200) expect(meter.frame(frame(at), at, 0)).toBeUndefined();
    expect(meter.frame(frame(MINUTE), MINUTE, 3)).toEqual({
      ...{ camera: 'east', minute: 0, frames: 300, dropped: 0, watchedSeconds: 59.8, expected: 299 },
      ...{ sight: 'clear', luma: expect.any(Number), sharpness: expect.any(Number) },
    });
    expect(meter.take()).toMatchObject({ minute: MINUTE, frames: 1, dropped: 3 });
  });

  it('does not count an outage as watched', () => {
    const meter = meterOf();
    for (const at of [0, 1_000, 20_000, 21_000]) meter.frame(frame(at), at, 0);
    expect(meter.take()).toMatchObject({ frames: 4, watchedSeconds: 2, expected: 10 });
  });

  it('tells nothing where nothing was analysed, and nothing twice', () => {
    const meter = meterOf();
    expect(meter.take()).toBeUndefined();
    meter.frame(frame(0), 0, 0);
    // One picture is too little to tell what could be seen.
    expect(meter.take()).not.toHaveProperty('sight');
    expect(meter.take()).toBeUndefined();
  });

  it('gives the parts of a minute that a restart splits a sight each', () => {
    const meter = meterOf();
    for (let at = 0; at < 4_000; at += 200) meter.frame(frame(at), at, 0);
    expect(meter.take()).toMatchObject({ watchedSeconds: 3.8, sight: 'clear' });
    for (let at = 9_000; at < 12_000; at += 200) meter.frame(frame(at), at, 0);
    expect(meter.take()).toMatchObject({ sight: 'clear' });
  });

  it('tells a dark minute, in which a camera with infrared may still see', () => {
    for (const [infrared, stripes, sight] of [
      [false, 15, 'dark'],
      [true, 15, 'clear'],
      [true, 1, 'dark'],
    ] as const) {
      const meter = meterOf({ infrared });
      for (let at = 0; at < MINUTE; at += 1_000) meter.frame(frame(at, 22, stripes), at, 0);
      expect(meter.take()?.sight).toBe(sight);
    }
  });
});
