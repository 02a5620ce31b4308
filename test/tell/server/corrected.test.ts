import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Running, startFake } from './fake.ts';

let running: Running;
beforeEach(async () => {
  running = await startFake();
});
afterEach(() => running.stop());

describe('corrected counts', () => {
  it('are told with their interval, or how many more reviews would do, and the sample', async () => {
    const answer = await (await running.get('/api/v1/tallies/corrected?seed=mine')).json();
    expect(answer).toMatchObject({
      sample: { share: 0.05, seed: 'mine', visits: 100, sampled: 60, decided: 60 },
      data: [
        { visits: 9, reviewed: 1, inSample: 12, corrected: 8, low: 5, high: 12, moreReviews: null },
        { visits: 9, corrected: null, low: null, high: null, moreReviews: 30 },
      ],
    });
  });

  it.each(['share=0', 'share=1.5', 'rank=kingdom', 'from=2026-07-01T00:00:00Z&to=2026-01-01T00:00:00Z', 'by=taxon'])(
    'are refused for %s',
    async (query) => {
      expect((await running.get(`/api/v1/tallies/corrected?${query}`)).status).toBe(400);
    },
  );
});
