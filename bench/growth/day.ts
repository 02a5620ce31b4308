import type { Box, Sighting, Track, Verdict } from '../../src/base/domain.ts';

export const DAY = 86_400_000;
/** Midnight of 2025-05-03 in Shanghai: first day of made-up years. */
export const FIRST_DAY = Date.parse('2025-05-02T16:00:00Z');

/** Species with their share of visits, as a mudflat has them: few are most of what comes. */
const TAXA = ['egretta-garzetta', 'ardea-cinerea', 'anas-crecca', 'anas-platyrhynchos', 'motacilla-alba', 'aves'];

/** One state of a track, as a watcher tells it. */
export interface State {
  readonly at: number;
  readonly track: Track;
}

/** Numbers from 0 to 1 that look like chance, the same in each run. */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
  };
}

/** An id as a box gives them: by time, then chance. */
export function idAt(at: number, random: () => number): string {
  const hex = Math.floor(at).toString(16).padStart(12, '0');
  const rest = Array.from({ length: 19 }, () => Math.floor(random() * 16).toString(16)).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7${rest.slice(0, 3)}-${rest.slice(3, 7)}-${rest.slice(7)}`;
}

/** How a camera's tracks of a day are made up. */
export interface DayPlan {
  readonly camera: string;
  readonly start: number;
  readonly visits: number;
  readonly seed: number;
}

/**
 * A camera's day: visits from 5 to 19 o'clock, each of one to three tracks of a few seconds to minutes, most of them named. A track is
 * told of when it is 0.9 s old, then at growing times, and when it ends, as a watcher does. By time.
 */
export function statesOfDay({ camera, start, visits, seed }: DayPlan): State[] {
  const random = chance(seed);
  const states: State[] = [];
  for (let i = 0; i < visits; i++) {
    const startAt = Math.round(start + 5 * 3_600_000 + ((i + random()) * 14 * 3_600_000) / visits);
    const tracks = random() < 0.7 ? 1 : random() < 0.7 ? 2 : 3;
    const taxon = TAXA[Math.floor(random() ** 2 * TAXA.length)]!;
    for (let n = 0; n < tracks; n++) {
      const from = startAt + Math.round(n * 2_000 * random());
      const length = Math.round(2_000 + 60_000 * random() ** 3);
      states.push(...lifeOf(camera, taxon, from, length, random));
    }
  }
  return states.sort((a, b) => a.at - b.at);
}

/** The states of one track, from the first that is told to its end. */
function lifeOf(camera: string, taxon: string, startAt: number, length: number, random: () => number): State[] {
  const id = idAt(startAt, random);
  const path = pathOf(startAt, length, random);
  const verdict = verdictOf(taxon, path, random);
  const ages = [900, 2_000, 4_000, 8_000, 16_000, 32_000].filter((age) => age < length);
  const state = (age: number, ended: boolean): State => {
    const seen = path.filter(({ at }) => at <= startAt + age);
    const last = seen.at(-1)!;
    const named = age >= 2_000 || ended;
    const hits = seen.length;
    return {
      at: startAt + age + (ended ? 3_000 : 0),
      track: {
        ...{ id, camera, kind: 'bird', startAt, endAt: last.at, score: 0.8, hits, looks: hits + 1, moved: true },
        path: seen,
        ...(ended && { ended: 'lost' }),
        ...(named && { verdict }),
      },
    };
  };
  return [...ages.map((age) => state(age, false)), state(length, true)];
}

function pathOf(startAt: number, length: number, random: () => number): Sighting[] {
  const [x, y] = [0.05 + 0.7 * random(), 0.1 + 0.7 * random()];
  const [dx, dy] = [0.2 * (random() - 0.5), 0.1 * (random() - 0.5)];
  return Array.from({ length: 1 + Math.floor(length / 200) }, (_, i) => {
    const part = (i * 200) / length;
    const box: Box = { x: x + dx * part, y: y + dy * part, w: 0.05 + 0.002 * random(), h: 0.06 + 0.002 * random() };
    return { at: startAt + i * 200, box, score: 0.5 + 0.4 * random() };
  });
}

function verdictOf(taxon: string, path: readonly Sighting[], random: () => number): Verdict {
  const score = () => random();
  const top = () => TAXA.slice(0, 5).map((other) => ({ taxon: other, score: score() / 5 }));
  return {
    ...{ taxon, rank: taxon === 'aves' ? 'class' : 'species', score: 0.7 + 0.3 * random() },
    opinions: ['mobilenet-v2-inat-bird@350fcd8c', 'mobilenet-v2-imagenet@a1b2c3d4'].map((model) => {
      return { model, known: score(), top: top() };
    }),
    prior: { id: 'east-island@3f2a9c10', month: 5, without: { taxon, score: score() } },
    crops: path.slice(0, 8).map(({ at, box }) => ({ at, box })),
    models: ['centernet-mobilenetv2-fpn@e8af0749', 'mobilenet-v2-inat-bird@350fcd8c', 'mobilenet-v2-imagenet@a1b2c3d4'],
    ...{ code: '0.1.0', review: [] },
  };
}
