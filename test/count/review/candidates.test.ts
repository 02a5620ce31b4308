import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../../src/base/domain.ts';
import { candidatesOf, type Offered } from '../../../src/count/review/candidates.ts';
import { DEFAULT_WEIGHTS, makeChecklist } from '../../../src/know/taxonomy/checklist.ts';

const MALLARD = 'anas-platyrhynchos';
const HERON = 'ardea-cinerea';
const BUNTING = 'emberiza-aureola';
const SWAN = 'cygnus-cygnus';
const checklist = makeChecklist({
  name: 'site',
  weights: DEFAULT_WEIGHTS,
  taxa: [{ taxon: MALLARD }, { taxon: HERON, months: [5] }, { taxon: SWAN, months: [12] }],
  region: { name: 'china', taxa: [BUNTING] } as never,
});

type Top = readonly (readonly [taxon: string, score: number])[];
const track = (top: Top, more: object = {}): Offered['tracks'][number] => ({
  verdict: {
    opinions: [{ model: 'm', known: 1, top: top.map(([taxon, score]) => ({ taxon, score })), ...more }],
    prior: { month: 5 },
  } as unknown as Verdict,
});
const visit = { taxon: MALLARD, score: 0.9 };
const named = (...tracks: Offered['tracks']) => candidatesOf({ visit, tracks }, checklist);

describe('other names of a visit', () => {
  it('are each once, with the surest word of any track, and not the one that it has', () => {
    expect(
      named(
        track([
          [MALLARD, 0.9],
          [HERON, 0.2],
        ]),
        track([[HERON, 0.5]]),
        {},
      ),
    ).toEqual([{ taxon: HERON, score: 0.5, standing: 'expected' }]);
  });

  it('come in the order of what models and the checklist hold for likely, with how the checklist sees them', () => {
    expect(
      named(
        track([
          ['larus-argentatus', 0.5],
          [BUNTING, 0.25],
          [SWAN, 0.2],
          [HERON, 0.1],
        ]),
      ).map(({ taxon, standing }) => [taxon, standing]),
    ).toEqual([
      [HERON, 'expected'],
      [BUNTING, 'regional'],
      [SWAN, 'out-of-season'],
      ['larus-argentatus', 'off-list'],
    ]);
  });

  it('are none that is unlikely: a trace of a listed one, or little of one that is on no list', () => {
    expect(
      named(
        track([
          [HERON, 0.01],
          [SWAN, 0.05],
          ['larus-argentatus', 0.3],
        ]),
      ),
    ).toEqual([]);
    // Where there is no prior, all that counts is what the models said.
    expect(
      candidatesOf(
        {
          visit,
          tracks: [
            track([
              ['larus-argentatus', 0.3],
              [HERON, 0.01],
            ]),
          ],
        },
        undefined,
      ),
    ).toEqual([{ taxon: 'larus-argentatus', score: 0.3 }]);
  });

  it('end with what only says less, and hold what the machine said where people said otherwise', () => {
    const tracks = [
      track(
        [
          ['anas', 0.6],
          [HERON, 0.1],
        ],
        { taught: { pictures: 9, visits: 3 } },
      ),
    ];
    expect(candidatesOf({ visit, tracks }, checklist).map(({ taxon }) => taxon)).toEqual([HERON, 'anas']);
    expect(candidatesOf({ visit, outcome: { taxon: HERON }, tracks }, checklist)).toEqual([
      { taxon: MALLARD, score: 0.9, standing: 'expected' },
      { taxon: 'anas', score: 0.6, standing: 'expected', taught: true },
    ]);
  });
});
