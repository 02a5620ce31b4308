import type { Box, ReviewReason, Track } from '../../../src/base/domain.ts';
import { taxonById } from '../../../src/know/taxonomy/taxa.ts';
import { aVerdict } from '../store/values.ts';

export const SECOND = 1000;
export const MINUTE = 60_000;
export const HOUR = 3_600_000;

/** An ended bird's track at camera east, seen once a second. */
export function track(id: string, startAt: number, endAt: number, other: Partial<Track> & { box?: Box } = {}): Track {
  const { box = { x: 0.4, y: 0.4, w: 0.1, h: 0.1 }, ...rest } = other;
  const path = [
    { at: startAt, box, score: 0.7 },
    { at: endAt, box, score: 0.7 },
  ];
  const hits = 1 + Math.floor((endAt - startAt) / SECOND);
  return {
    id,
    camera: 'east',
    kind: 'bird',
    startAt,
    endAt,
    ended: 'lost',
    score: 0.7,
    hits,
    looks: hits,
    moved: true,
    path,
    ...rest,
  };
}

/** The same track while it is followed. */
export function alive(of: Track): Track {
  const { ended: _, ...live } = of;
  return live;
}

/** The same track with a verdict. */
export function called(of: Track, taxon: string, review: readonly ReviewReason[] = []): Track {
  return { ...of, verdict: aVerdict({ taxon, rank: taxonById(taxon)?.rank ?? 'species', score: 0.8, review }) };
}
