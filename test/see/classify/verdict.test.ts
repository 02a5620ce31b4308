import { describe, expect, it } from 'vitest';
import { makeChecklist, NO_PRIOR } from '../../../src/know/taxonomy/checklist.ts';
import type { Look } from '../../../src/see/classify/fuse.ts';
import type { ClassifierModel } from '../../../src/see/classify/model.ts';
import { type Judges, type Prior, type Subject, verdictOn } from '../../../src/see/classify/verdict.ts';
import { vocabularyOf } from '../../../src/see/classify/vocabulary.ts';
import { BIRDS, look } from './models.ts';

const OTHER: ClassifierModel = { ...BIRDS, id: 'other@2' };
const CROPS = [{ at: 5, box: { x: 0.1, y: 0.1, w: 0.1, h: 0.1 } }];

const judges = (classifiers: readonly ClassifierModel[], prior: Prior = NO_PRIOR): Judges => ({
  detector: 'detector@0',
  classifiers,
  assumed: [],
  prior,
  code: '1.2.3',
});
const bird = (...looks: readonly (readonly [ClassifierModel, Look])[]): Subject => ({
  kind: 'bird',
  score: 0.6,
  looks: new Map(looks.map(([{ id }, one]) => [id, [one]])),
  crops: CROPS,
});
const of = (scores: Parameters<typeof look>[0], prior?: Prior, month = 5) =>
  verdictOn(bird([BIRDS, look(scores)]), judges([BIRDS], prior), month);

/** A site that has mallards from October to March and nothing else. */
const SITE = makeChecklist({
  name: 'site',
  weights: { outOfSeason: 0.3, regional: 0.3, offList: 0.05 },
  taxa: [{ taxon: 'anas-platyrhynchos', months: [10, 11, 12, 1, 2, 3] }],
});

describe('verdict', () => {
  it.each([
    [{ 'anas-crecca': 0.9 }, 'anas-crecca', 'species'],
    [{ 'anas-crecca': 0.45, 'anas-platyrhynchos': 0.4 }, 'anas', 'genus'],
    [{ 'anas-crecca': 0.45, 'aix-galericulata': 0.4 }, 'anatidae', 'family'],
  ] as const)('of %j is %s', (scores, taxon, rank) => {
    expect(of(scores)).toMatchObject({ taxon, rank, review: [] });
  });

  it('rolls up to the order where two families of it share the looks', () => {
    const herons = { ...BIRDS, vocabulary: vocabularyOf(['ardea-cinerea', 'platalea-minor']) };
    const even = { logits: Float32Array.of(0, 0), weight: 1 };
    expect(verdictOn(bird([herons, even]), judges([herons]), 5)).toMatchObject({
      taxon: 'pelecaniformes',
      rank: 'order',
    });
  });

  it("is the class with the detector's score where nothing narrower is likely enough", () => {
    const verdict = of({ 'anas-crecca': 0.4, 'ardea-cinerea': 0.4 });
    expect(verdict).toMatchObject({ taxon: 'aves', rank: 'class', score: 0.6, review: [] });
    expect(verdict?.opinions).toHaveLength(1);
  });

  it('is the class where no classifier looked', () => {
    expect(verdictOn(bird(), judges([BIRDS]), 5)).toEqual({
      taxon: 'aves',
      rank: 'class',
      score: 0.6,
      opinions: [],
      prior: { id: 'none', month: 5, without: { taxon: 'aves', score: 0.6 } },
      crops: CROPS,
      models: ['detector@0'],
      code: '1.2.3',
      review: [],
    });
  });

  it('is none for people and vehicles', () => {
    for (const kind of ['person', 'vehicle'] as const)
      expect(verdictOn({ ...bird(), kind }, judges([BIRDS]), 5)).toBeUndefined();
  });

  it('tells what it rests on', () => {
    expect(of({ 'anas-crecca': 0.9 })).toMatchObject({
      crops: CROPS,
      models: ['detector@0', 'birds@1'],
      code: '1.2.3',
      prior: { id: 'none', month: 5 },
    });
  });
});

describe('verdict with a prior', () => {
  it('tells what it would have been without it', () => {
    const verdict = of({ 'ardea-cinerea': 0.9 }, SITE);
    expect(verdict).toMatchObject({
      taxon: 'aves',
      prior: { id: SITE.id, month: 5, without: { taxon: 'ardea-cinerea', score: expect.closeTo(0.9, 5) } },
    });
  });

  it('keeps what is on no list where the looks allow nothing else, and asks for a review', () => {
    const verdict = verdictOn(
      bird([BIRDS, look({ 'ardea-cinerea': 0.9 })]),
      judges([BIRDS], { ...SITE, weight: () => 1 }),
      1,
    );
    expect(verdict).toMatchObject({ taxon: 'ardea-cinerea', review: ['off-list'] });
  });

  it('asks for a review of what is listed and not in season', () => {
    const out = verdictOn(
      bird([BIRDS, look({ 'anas-platyrhynchos': 0.9 })]),
      judges([BIRDS], { ...SITE, weight: () => 1 }),
      7,
    );
    expect(out).toMatchObject({ taxon: 'anas-platyrhynchos', review: ['out-of-season'] });
    expect(of({ 'anas-platyrhynchos': 0.9 }, SITE, 1)?.review).toEqual([]);
  });

  it('hands the month to the prior', () => {
    const asked = new Set<number>();
    const weight = (_: string, month: number) => {
      asked.add(month);
      return 1;
    };
    of({ 'anas-crecca': 0.9 }, { ...NO_PRIOR, weight }, 11);
    expect([...asked]).toEqual([11]);
  });

  it('never asks for a review of a class, however short the list', () => {
    expect(of({}, { ...NO_PRIOR, has: () => false, inSeason: () => false })?.review).toEqual([]);
    expect(of({ 'anas-crecca': 0.4 }, { ...NO_PRIOR, has: () => false, inSeason: () => false })?.review).toEqual([]);
  });
});

describe('verdict that a person should see', () => {
  it('is one on a species of level I', () => {
    const storks = { ...BIRDS, vocabulary: vocabularyOf(['ciconia-boyciana', 'ardea-cinerea']) };
    const sure = { logits: Float32Array.of(9, 0), weight: 1 };
    expect(verdictOn(bird([storks, sure]), judges([storks]), 1)).toMatchObject({
      taxon: 'ciconia-boyciana',
      review: ['protected-1'],
    });
  });

  it('is one where the classifier sees another class and is not sure enough of it; then nothing narrower is said', () => {
    expect(of({ 'vulpes-vulpes': 0.7, 'anas-crecca': 0.05 })).toMatchObject({
      taxon: 'aves',
      rank: 'class',
      score: 0.6,
      review: ['kind-conflict'],
      opinions: [{ top: expect.arrayContaining([{ taxon: 'vulpes-vulpes', score: expect.closeTo(0.7, 5) }]) }],
    });
  });

  it('is one where a classifier overrules the detector; who names animals of that class names it', () => {
    const mammals = { ...BIRDS, id: 'mammals@2', kinds: ['mammal'] } satisfies ClassifierModel;
    const fox = look({ 'vulpes-vulpes': 0.95 });
    expect(verdictOn(bird([mammals, fox]), judges([mammals]), 5)).toMatchObject({
      taxon: 'vulpes-vulpes',
      rank: 'species',
      review: ['kind-conflict'],
    });
    // One that names only birds may check, and not name.
    expect(of({ 'vulpes-vulpes': 0.95 })).toMatchObject({
      taxon: 'mammalia',
      rank: 'class',
      score: expect.closeTo(0.95, 5),
      review: ['kind-conflict'],
    });
  });

  it('is none where the detector cannot tell kinds and a classifier can', () => {
    const assumed = { ...judges([BIRDS]), assumed: ['mammal'] } satisfies Judges;
    const animal = (one: Look): Subject => ({ ...bird([BIRDS, one]), kind: 'mammal' });
    expect(verdictOn(animal(look({ 'anas-crecca': 0.9 })), assumed, 5)).toMatchObject({
      taxon: 'anas-crecca',
      review: [],
    });
    expect(verdictOn(animal(look({ 'anas-crecca': 0.3 })), assumed, 5)).toMatchObject({
      taxon: 'mammalia',
      review: ['kind-conflict'],
    });
  });

  it('is none where the other class is only a little likelier', () => {
    expect(of({ 'vulpes-vulpes': 0.55, 'anas-crecca': 0.4 })?.review).toEqual([]);
  });

  it('is one where a classifier of a single class sees background', () => {
    const birds = { ...BIRDS, vocabulary: vocabularyOf(['anas-crecca', undefined]) };
    const verdict = (crecca: number, background: number) =>
      verdictOn(bird([birds, { logits: Float32Array.of(crecca, background), weight: 1 }]), judges([birds]), 1);
    expect(verdict(0, 5)?.review).toEqual(['kind-conflict']);
    expect(verdict(0, 0)?.review).toEqual([]);
  });
});

describe('verdict of two classifiers', () => {
  const both = (a: Parameters<typeof look>[0], b: Parameters<typeof look>[0]) =>
    verdictOn(bird([BIRDS, look(a)], [OTHER, look(b)]), judges([BIRDS, OTHER]), 5);

  it('is the deeper name where one lies within the other, whichever says it', () => {
    const [species, genus] = [{ 'anas-crecca': 0.9 }, { 'anas-crecca': 0.4, 'anas-platyrhynchos': 0.4 }];
    for (const verdict of [both(species, genus), both(genus, species)])
      expect(verdict).toMatchObject({ taxon: 'anas-crecca', score: expect.closeTo(0.9, 5) });
  });

  it('is what they have in common where they disagree', () => {
    expect(both({ 'anas-crecca': 0.9 }, { 'aix-galericulata': 0.9 })).toMatchObject({
      taxon: 'anatidae',
      rank: 'family',
    });
    expect(both({ 'anas-crecca': 0.9 }, { 'ardea-cinerea': 0.9 })).toMatchObject({ taxon: 'aves', rank: 'class' });
  });

  it('does not hang on the order of three', () => {
    const third: ClassifierModel = { ...BIRDS, id: 'third@3' };
    const genus = { 'anas-crecca': 0.4, 'anas-platyrhynchos': 0.4 };
    const said = [{ 'anas-crecca': 0.9 }, { 'anas-platyrhynchos': 0.9 }, genus];
    for (const [a, b, c] of [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ] as const)
      expect(
        verdictOn(
          bird([BIRDS, look(said[a]!)], [OTHER, look(said[b]!)], [third, look(said[c]!)]),
          judges([BIRDS, OTHER, third]),
          5,
        ),
      ).toMatchObject({ taxon: 'anas', rank: 'genus', score: expect.closeTo(0.9, 5) });
  });

  it('is that of the one that names something where the other does not', () => {
    expect(both({ 'anas-crecca': 0.9 }, { 'anas-crecca': 0.3, 'ardea-cinerea': 0.3 })).toMatchObject({
      taxon: 'anas-crecca',
    });
  });

  it('is no less sure where the second one names the same', () => {
    for (const [a, b] of [
      [0.95, 0.85],
      [0.85, 0.95],
    ] as const)
      expect(both({ 'anas-crecca': a }, { 'anas-crecca': b })).toMatchObject({
        taxon: 'anas-crecca',
        score: expect.closeTo(0.95, 5),
      });
  });

  it('lists both, the detector first', () => {
    const verdict = both({ 'anas-crecca': 0.9 }, { 'anas-crecca': 0.9 });
    expect(verdict?.models).toEqual(['detector@0', 'birds@1', 'other@2']);
    expect(verdict?.opinions.map(({ model }) => model)).toEqual(['birds@1', 'other@2']);
  });

  it('leaves out a name of another class', () => {
    expect(both({ 'anas-crecca': 0.9 }, { 'vulpes-vulpes': 0.66, 'anas-crecca': 0.34 })).toMatchObject({
      taxon: 'anas-crecca',
      review: [],
    });
  });
});
