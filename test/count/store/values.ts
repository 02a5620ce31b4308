import type { Track, Verdict, Visit } from '../../../src/base/domain.ts';

/** 2025-05-03 08:00 in Shanghai. */
export const T = Date.parse('2025-05-03T00:00:00Z');

/** An ended track whose numbers survive rounding to float32. */
export function aTrack(id: string, more: Partial<Track> = {}): Track {
  const startAt = more.startAt ?? T;
  const box = { x: 0.25, y: 0.5, w: 0.125, h: 0.25 };
  return {
    id,
    camera: 'east',
    kind: 'bird',
    startAt,
    endAt: startAt + 200,
    ended: 'lost',
    score: 0.75,
    hits: 2,
    looks: 3,
    moved: true,
    path: [
      { at: startAt, box, score: 0.5 },
      { at: startAt + 200, box, score: 0.75 },
    ],
    ...more,
  };
}

/** The same track while it lives. */
export function live(track: Track): Track {
  const { ended: _, ...rest } = track;
  return rest;
}

/** A counted, closed visit. */
export function aVisit(id: string, more: Partial<Visit> = {}): Visit {
  const startAt = more.startAt ?? T;
  return {
    id,
    camera: 'east',
    taxon: 'aves',
    startAt,
    endAt: startAt + 1000,
    individuals: 1,
    score: 0.75,
    tracks: [],
    closed: true,
    status: 'counted',
    review: [],
    ...more,
  };
}

/** A verdict on a mallard. */
export function aVerdict(more: Partial<Verdict> = {}): Verdict {
  return {
    taxon: 'anas-platyrhynchos',
    rank: 'species',
    score: 0.9,
    opinions: [{ model: 'birds@350fcd8c', known: 0.8, top: [{ taxon: 'anas-platyrhynchos', score: 0.85 }] }],
    prior: { id: 'none', month: 5, without: { taxon: 'anas-platyrhynchos', score: 0.9 } },
    crops: [{ at: T, box: { x: 0.25, y: 0.5, w: 0.125, h: 0.25 } }],
    models: ['detector@e8af0749', 'birds@350fcd8c'],
    code: '0.1.0',
    review: [],
    ...more,
  };
}
