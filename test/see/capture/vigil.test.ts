import { describe, expect, it } from 'vitest';
import { FrameVigil } from '../../../src/see/capture/vigil.ts';

/** A vigil over made-up counts, looked at each second. */
function vigilOf() {
  const counts = { packets: 0, keys: 0, frames: 7 };
  let waited = 0;
  const waits = {
    firstFrameWithin: 10_000,
    frameWithin: 5_000,
    waiting: () => {
      waited += 1;
    },
  };
  const vigil = new FrameVigil(() => counts.frames, counts, waits, 0);
  let now = 0;
  /** Lets seconds pass; each changes the counts. @returns the second in which it was found silent */
  const pass = (seconds: number, change: () => void = () => undefined) => {
    for (let i = 0; i < seconds; i++) {
      now += 1_000;
      change();
      if (vigil.look(now) !== undefined) return now / 1_000;
    }
    return undefined;
  };
  return { counts, pass, waited: () => waited };
}

describe('FrameVigil', () => {
  it('waits for minutes for a picture to begin with while packets flow, and says so after 10 s', () => {
    const { counts, pass, waited } = vigilOf();
    const flow = () => counts.packets++;
    expect([pass(10, flow), waited()]).toEqual([undefined, 0]);
    expect([pass(190, flow), waited()]).toEqual([undefined, 190]);
    counts.keys = 1;
    expect(pass(10, flow)).toBeUndefined();
    counts.frames += 1;
    expect(pass(4, flow)).toBeUndefined();
  });

  it('is over where nothing comes for 10 s, be it from the start or later', () => {
    expect(vigilOf().pass(30)).toBe(12);
    const { counts, pass } = vigilOf();
    expect(pass(60, () => counts.packets++)).toBeUndefined();
    expect(pass(30)).toBe(72);
  });

  it('is over where a key picture came, and no frame 10 s after', () => {
    const { counts, pass } = vigilOf();
    const flow = () => {
      counts.packets += 1;
      counts.keys += 1;
    };
    expect(pass(30, flow)).toBe(13);
  });

  it('is over where frames stop for 5 s, though packets flow', () => {
    const { counts, pass } = vigilOf();
    expect(pass(10, () => counts.frames++)).toBeUndefined();
    expect(pass(30, () => counts.packets++)).toBe(17);
  });
});
