import { describe, expect, it } from 'vitest';
import { EffortMeter } from '../../src/watch/effort.ts';

const MINUTE = 60_000;

describe('EffortMeter', () => {
  it('adds up the time between frames, and gives a minute once the next one begins', () => {
    const meter = new EffortMeter('east');
    for (let at = 0; at < MINUTE; at += 200) expect(meter.frame(at, 0)).toBeUndefined();
    expect(meter.frame(MINUTE, 3)).toEqual({
      camera: 'east',
      minute: 0,
      frames: 300,
      dropped: 0,
      watchedSeconds: 59.8,
    });
    expect(meter.take()).toMatchObject({ minute: MINUTE, frames: 1, dropped: 3 });
  });

  it('does not count an outage as watched', () => {
    const meter = new EffortMeter('east');
    for (const at of [0, 1_000, 20_000, 21_000]) meter.frame(at, 0);
    expect(meter.take()).toMatchObject({ frames: 4, watchedSeconds: 2 });
  });

  it('tells nothing where nothing was analysed, and nothing twice', () => {
    const meter = new EffortMeter('east');
    expect(meter.take()).toBeUndefined();
    meter.frame(0, 0);
    expect(meter.take()).toBeDefined();
    expect(meter.take()).toBeUndefined();
  });
});
