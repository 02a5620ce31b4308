import { describe, expect, it } from 'vitest';
import { doubt } from '../../../src/count/visit/doubt.ts';
import { foldAll } from '../../../src/count/visit/fold.ts';
import { track } from './tracks.ts';

/** A path of sightings 200 ms apart, moving by `step` of the frame each time. */
const path = (scores: readonly number[], step: number) =>
  scores.map((score, i) => ({ at: i * 200, box: { x: 0.1 + i * step, y: 0.4, w: 0.05, h: 0.05 }, score }));

describe('doubt', () => {
  it('is none of an animal that is seen in most looks and surely', () => {
    expect(doubt({ hits: 5, looks: 5, path: path([0.8, 0.9, 0.7, 0.8, 0.9], 0) })).toBeUndefined();
  });

  it('is of a stone that is found now and then, and says so', () => {
    expect(doubt({ hits: 5, looks: 15, path: path([0.5, 0.3, 0.2, 0.3, 0.2], 0) })).toBe(
      'found in 5 of 15 looks with a mean score of 0.30 and never left its place: too weak to count',
    );
  });

  it('asks more of what stands than of what goes about', () => {
    const scores = [0.45, 0.4, 0.42, 0.45, 0.4];
    expect(doubt({ hits: 5, looks: 5, path: path(scores, 0.05) })).toBeUndefined();
    expect(doubt({ hits: 5, looks: 5, path: path(scores, 0) })).toContain('never left its place');
  });
});

describe('a doubtful track', () => {
  const bird = track('a', 0, 10_000);
  const stone = track('b', 1_000, 9_000, { looks: 90, box: { x: 0.8, y: 0.8, w: 0.05, h: 0.05 } });

  it('does not add to the individuals of a visit, and is shown as set aside', () => {
    expect(foldAll([bird, stone])).toMatchObject([
      { individuals: 1, status: 'counted', tracks: ['a'] },
      { individuals: 1, status: 'set-aside', tracks: ['b'], reason: expect.stringContaining('too weak') },
    ]);
  });
});
