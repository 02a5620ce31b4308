import { describe, expect, it } from 'vitest';
import type { CameraState } from '../../src/base/domain.ts';
import { HeldUp } from '../../src/box/held-up.ts';
import { LookedAt } from '../../src/box/looked-at.ts';
import { unwatched } from '../../src/see/watch/unwatched.ts';

function status(camera: string, frames: number, state: CameraState = 'watching') {
  const { figures, ...rest } = unwatched(camera, 0);
  return { ...rest, state, figures: { ...figures, frames } };
}

describe('LookedAt', () => {
  it('names no camera at which somebody looks', () => {
    const looked = new LookedAt(['east'], 0);
    for (let second = 1; second < 60; second++) {
      looked.put(status('east', second * 5), second * 1000);
      expect(looked.unlooked(second * 1000)).toEqual([]);
    }
  });

  it('names one of which nothing was looked at for 10 s, though its watcher says that it watches', () => {
    const looked = new LookedAt(['east', 'west'], 0);
    for (let second = 1; second <= 12; second++) {
      looked.put(status('east', 7), second * 1000);
      looked.put(status('west', second), second * 1000);
      expect(looked.unlooked(second * 1000)).toEqual(second >= 11 ? ['east'] : []);
    }
  });

  it('names one whose watcher says nothing any more, and whose new one has seen nothing yet', () => {
    const looked = new LookedAt(['east'], 0);
    looked.put(status('east', 50), 1_000);
    expect(looked.unlooked(11_000)).toEqual(['east']);
    looked.put(status('east', 0, 'starting'), 11_500);
    expect(looked.unlooked(11_500)).toEqual(['east']);
    looked.put(status('east', 1), 12_000);
    expect(looked.unlooked(12_000)).toEqual([]);
  });

  it('names none that was switched off', () => {
    const looked = new LookedAt(['east'], 0);
    looked.put(status('east', 0, 'stopped'), 1_000);
    expect(looked.unlooked(60_000)).toEqual([]);
  });
});

describe('HeldUp', () => {
  it('tells the longest time of the last five minutes in which the thread was held up', () => {
    const told: number[] = [];
    const held = new HeldUp((ms) => told.push(ms));
    held.look(500, 1_500);
    held.look(1_000, 2_000);
    expect(held.worst(1_000)).toBeUndefined();
    held.look(9_000, 10_000);
    held.look(11_500, 12_500);
    expect(told).toEqual([7_500, 2_000]);
    expect(held.worst(11_500)).toEqual({ at: 10_000, seconds: 7.5 });
    expect(held.worst(400_000)).toBeUndefined();
  });

  it('notices a thread that computes', async () => {
    const held = new HeldUp(() => undefined);
    held.start();
    for (const until = performance.now() + 2_500; performance.now() < until; );
    await new Promise((resolve) => setTimeout(resolve, 600));
    held.stop();
    expect(held.worst(performance.now())?.seconds).toBeGreaterThan(1.4);
  });
});
