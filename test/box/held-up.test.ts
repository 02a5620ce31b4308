import { describe, expect, it } from 'vitest';
import { HeldUp } from '../../src/box/held-up.ts';

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
