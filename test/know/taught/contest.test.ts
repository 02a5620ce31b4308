import { describe, expect, it } from 'vitest';
import { groupsAt, winnerOf } from '../../../src/know/taught/contest.ts';

const TAXA = ['anas-acuta', 'anas-crecca', 'ardea-alba', 'ardea'];

describe('a contest of taxa', () => {
  it('is won by the best, less half of the best of another group', () => {
    const scores = Float64Array.of(0.5, 0.4, 0.1, -1);
    expect(winnerOf(scores, TAXA)).toMatchObject({ group: 'anas-acuta', value: 0.3 });
    const genera = groupsAt(TAXA, 'genus');
    expect(genera).toEqual(['anas', 'anas', 'ardea', 'ardea']);
    expect(winnerOf(scores, genera)).toEqual({ group: 'anas', value: 0.45 });
    expect(winnerOf(scores, genera, 'anas')).toEqual({ group: 'ardea', value: 0.1 });
  });

  it('keeps a taxon that is wider than the rank by itself', () => {
    expect(groupsAt(TAXA, 'species')).toEqual(TAXA);
    expect(groupsAt(['ardea', 'ardeidae'], 'genus')).toEqual(['ardea', 'ardeidae']);
  });

  it('is won by nobody where nobody takes part', () => {
    expect(winnerOf(Float64Array.of(0.5), ['anas-acuta'], 'anas-acuta')).toBeUndefined();
  });
});
