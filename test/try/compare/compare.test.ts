import { describe, expect, it } from 'vitest';
import type { InstalledClassifier, InstalledDetector } from '../../../src/know/models/installed.ts';
import { idsOf, sidesOf } from '../../../src/try/compare/lineup.ts';
import { scoreOf } from '../../../src/try/compare/score.ts';
import { type Comparison, comparisonLines } from '../../../src/try/compare/table.ts';
import type { Outcome } from '../../../src/try/eval/outcome.ts';

const detector = (id: string) => ({ spec: { id } }) as InstalledDetector;
const classifier = (id: string, ...kinds: string[]) => ({ spec: { id }, manifest: { kinds } }) as InstalledClassifier;
const birds = classifier('birds@1', 'bird');
const mammals = classifier('mammals@1', 'mammal');
const present = { detector: detector('nano@1'), classifiers: [mammals, birds] };
const ids = (sides: ReturnType<typeof sidesOf>) => [idsOf(sides.present), idsOf(sides.tried)];

describe('a model that is tried', () => {
  it('as a detector looks in place of the present one, beside the same classifiers', () => {
    expect(ids(sidesOf(present, { task: 'detect', detector: detector('large@1') }))).toEqual([
      ['nano@1', 'mammals@1', 'birds@1'],
      ['large@1', 'mammals@1', 'birds@1'],
    ]);
  });

  it('as a classifier takes the place of those that name no other kind', () => {
    const [, world] = ids(sidesOf(present, { task: 'classify', classifier: classifier('world@1', 'bird') }));
    expect(world).toEqual(['nano@1', 'mammals@1', 'world@1']);
    const [, both] = ids(sidesOf(present, { task: 'classify', classifier: classifier('both@1', 'bird', 'mammal') }));
    expect(both).toEqual(['nano@1', 'both@1']);
  });

  it('as a classifier that is in use shows what there would be without it', () => {
    expect(ids(sidesOf(present, { task: 'classify', classifier: birds }))).toEqual([
      ['nano@1', 'mammals@1'],
      ['nano@1', 'mammals@1', 'birds@1'],
    ]);
  });
});

const OUTCOMES: readonly Outcome[] = (
  [
    ['anas-platyrhynchos', 'species-right', 'bird'],
    ['anas-platyrhynchos', 'species-wrong', 'bird'],
    ['anas-platyrhynchos', 'unidentified', 'mammal'],
    ['anas-platyrhynchos', 'missed', undefined],
    [undefined, 'blank', undefined],
    [undefined, 'false', 'bird'],
  ] as const
).map(([truth, result, kind], i) => ({
  ...{ file: `${i}.jpg`, known: truth !== undefined, result, milliseconds: 1 },
  ...(truth && { truth }),
  ...(kind && { kind, verdict: { taxon: kind === 'bird' ? 'aves' : 'mammalia' } as Outcome['verdict'] & object }),
}));

describe('what a lineup is worth', () => {
  it('is counted in animals, and in animals where there is none', () => {
    expect(scoreOf(OUTCOMES)).toEqual({
      ...{ animals: 4, found: 3, kinds: 2, named: 2, right: 1, rightAtAnyRank: 2, falseAnimals: 1 },
    });
    expect(scoreOf([])).toMatchObject({ animals: 0, found: 0, falseAnimals: 0 });
  });

  it('stands in a table that names what is compared, and what it means for the box', () => {
    const cost = { look: { ms: 20.04, cpuMs: 19 }, name: { ms: 8, cpuMs: 7.5 }, memoryBytes: 140e6 };
    const side = { models: ['nano@1', 'birds@1'], cost, box: 'this box carries it' };
    const tried = { ...side, models: ['large@1', 'birds@1'], box: 'this box does not carry it' };
    const score = scoreOf(OUTCOMES);
    const comparison: Comparison = {
      ...{ tried: 'large', machine: { processor: 'a processor', cores: 2, load: 0.5 } },
      ...{
        sides: { present: side, tried },
        sets: [{ set: 'marsh', files: 6, present: score, tried: score, leftOut: 1 }],
      },
    };
    const lines = comparisonLines(comparison);
    expect(lines[0]).toBe('large beside what is present, on a processor, 2 cores, load 0.5');
    expect(lines[1]).toBe('on both sides: birds@1; no prior');
    expect(lines[2]).toMatch(/^ +nano@1 +large@1$/);
    expect(lines).toContainEqual(expect.stringMatching(/^marsh: 6 files, 1 left out$/));
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}animals found +3 of 4 +3 of 4$/));
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}a look, ms .* 20\.0 \(19\.0\) +20\.0 \(19\.0\)$/));
    expect(lines.slice(-2)).toEqual(['present: this box carries it', 'tried: this box does not carry it']);
  });
});
