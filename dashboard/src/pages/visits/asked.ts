import type { Api } from '../../api/types.ts';
import { dayAfter, dayStart } from '../../base/time.ts';

type Asked = Api['GET /api/v1/visits']['query'];

/** What a visit may be filtered by beside taxon, camera and days; each value stands in the address. */
export const STANDINGS = ['counted', 'aside', 'ask', 'open', 'doubtful'] as const;
export const OUTCOMES = ['none', 'awaiting', 'confirmed', 'corrected', 'rejected', 'uncertain'] as const;
export const LEVELS = ['any', '1', '2'] as const;
export const AGAIN = ['otherwise', 'any'] as const;
export const SCORES = ['low', 'middle', 'high'] as const;

const DAY = /^\d{4}-\d\d-\d\d$/;

const BY_STANDING: Readonly<Record<(typeof STANDINGS)[number], Asked>> = {
  counted: { counts: 'true' },
  aside: { counts: 'false' },
  ask: { review: 'true' },
  open: { closed: 'false' },
  doubtful: { clock: 'doubtful' },
};
/** Below the first bound the box itself asks for a review. */
const BY_SCORE: Readonly<Record<(typeof SCORES)[number], Asked>> = {
  low: { belowScore: 0.6 },
  middle: { minScore: 0.6, belowScore: 0.9 },
  high: { minScore: 0.9 },
};

/** The question that filters in the address ask; what the API would not take is left out. Days are the site's. Pure. */
export function askedOf(query: Readonly<Record<string, string>>): Asked {
  const { taxon, camera, from, to } = query;
  const iso = (at: number) => new Date(at).toISOString();
  const one = <T extends string>(key: string, all: readonly T[]) => all.find((known) => known === query[key]);
  const [standing, outcome, level, score, again] = [
    one('standing', STANDINGS),
    one('outcome', OUTCOMES),
    one('level', LEVELS),
    one('score', SCORES),
    one('again', AGAIN),
  ];
  return {
    ...(taxon && { taxon }),
    ...(camera && { camera }),
    ...(from && DAY.test(from) && { from: iso(dayStart(from)) }),
    ...(to && DAY.test(to) && { to: iso(dayStart(dayAfter(to))) }),
    ...(standing && BY_STANDING[standing]),
    ...(outcome && { outcome }),
    ...(level && { protection: level }),
    ...(score && BY_SCORE[score]),
    ...(again && { again }),
  };
}
