import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Rounds } from '../../src/base/rounds.ts';
import { eventually } from '../patience.ts';

describe('rounds', () => {
  it('tell a failure once, until a round succeeds or fails otherwise', async () => {
    const outcomes = ['full', 'full', undefined, 'full', 'gone'];
    const told: string[] = [];
    let done = 0;
    const rounds = new Rounds({
      everyMs: 1,
      round: async () => {
        const why = outcomes[done++];
        if (why) throw new Error(why);
      },
      failed: (why) => told.push(why),
    });
    rounds.start();
    await eventually(() => expect(done).toBeGreaterThanOrEqual(outcomes.length));
    await rounds.stop();
    expect(told).toEqual(['full', 'full', 'gone']);
  });

  it('follow one another, and end with the one that is under way, of which nothing is told', async () => {
    let under = 0;
    let most = 0;
    const told: string[] = [];
    const rounds = new Rounds({
      everyMs: 1,
      round: async (signal) => {
        most = Math.max(most, ++under);
        await sleep(60_000, undefined, { signal }).finally(() => under--);
      },
      failed: (why) => told.push(why),
    });
    rounds.start();
    await eventually(() => expect(under).toBe(1));
    await rounds.stop();
    expect([under, most, told]).toEqual([0, 1, []]);
  });
});
