import { describe, expect, it } from 'vitest';
import type { Box, Track } from '../../../src/base/domain.ts';
import { trackOf } from '../../../src/try/eval/clip.ts';

const box: Box = { x: 0.4, y: 0.4, w: 0.1, h: 0.1 };
const times = [0, 200, 400, 600];
const animal = { id: 'a', kind: 'bird', taxon: 'aves', boxes: times.map((at) => ({ at, box, visible: 1 })) } as const;

function track(id: string, seen: readonly number[], where: Box = box): Track {
  const path = seen.map((at) => ({ at, box: where, score: 0.8 }));
  const facts = { camera: 'c', kind: 'bird', ended: 'lost', score: 0.8, hits: 1, looks: 1, moved: true } as const;
  return { id, ...facts, startAt: seen[0]!, endAt: seen.at(-1)!, path };
}

describe('trackOf', () => {
  it('is the track with the most sightings in the boxes of the animal', () => {
    expect(trackOf(animal, [track('short', [0]), track('long', [200, 400, 600])])?.id).toBe('long');
  });

  it('is none where tracks were elsewhere, or at another time', () => {
    const elsewhere = track('elsewhere', times, { ...box, x: 0.7 });
    expect(trackOf(animal, [elsewhere, track('later', [5_000, 5_200])])).toBeUndefined();
    expect(trackOf(animal, [])).toBeUndefined();
  });
});
