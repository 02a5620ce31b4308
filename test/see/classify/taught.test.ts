import { describe, expect, it } from 'vitest';
import { fitHead } from '../../../src/know/taught/head.ts';
import { NO_PRIOR } from '../../../src/know/taxonomy/checklist.ts';
import { Asker } from '../../../src/see/classify/ask.ts';
import type { Look } from '../../../src/see/classify/fuse.ts';
import type { ClassifierModel } from '../../../src/see/classify/model.ts';
import { heard, type Taught } from '../../../src/see/classify/taught.ts';
import { type Judges, verdictOn } from '../../../src/see/classify/verdict.ts';
import { vocabularyOf } from '../../../src/see/classify/vocabulary.ts';
import { BIRDS, look } from './models.ts';

/** Directions of a space in which each taxon has one of its own. */
const TAXA = ['anas-acuta', 'ardea-alba', 'ciconia-boyciana', 'corvus-corax', 'grus-grus', 'pica-pica'] as const;
const towards = (taxon: (typeof TAXA)[number], sure = 1) =>
  Float32Array.from(TAXA, (one) => (one === taxon ? sure : (1 - sure) / TAXA.length));

const taughtBy = (model: string): Taught => ({
  heads: [
    {
      id: 'taught-7@350fcd8c',
      head: {
        ...fitHead(
          model,
          TAXA.map((taxon) => ({ id: taxon, taxon, feature: towards(taxon), weight: 1, group: taxon })),
        ),
        bar: { above: 0.6, impostors: [] },
      },
      from: { 'anas-acuta': { pictures: 14, visits: 3 } },
      reads: [model],
    },
  ],
});

const judges = (classifiers: readonly ClassifierModel[], taught?: Taught): Judges => ({
  ...{ detector: 'detector@0', classifiers, assumed: [], prior: NO_PRIOR, code: '1.2.3' },
  ...(taught && { taught: { now: taught } }),
});
const named = (one: Look, by: Judges, kind: 'bird' | 'mammal' = 'bird') =>
  verdictOn({ kind, score: 0.6, looks: new Map([[by.classifiers[0]!.id, [one]]]), crops: [] }, by, 5)!;
const shown = (scores: Parameters<typeof look>[0], feature: Float32Array): Look => ({ ...look(scores), feature });

describe('a verdict of a box that was taught', () => {
  const taught = taughtBy(BIRDS.id);

  it('names what no model knows, and says how much it was taught', () => {
    const verdict = named(shown({ 'anas-crecca': 0.3 }, towards('anas-acuta')), judges([BIRDS], taught));
    expect(verdict).toMatchObject({ taxon: 'anas-acuta', rank: 'species', review: [] });
    expect(verdict.models).toEqual(['detector@0', 'birds@1', 'taught-7@350fcd8c']);
    expect(verdict.opinions[1]).toMatchObject({ model: 'taught-7@350fcd8c', taught: { pictures: 14, visits: 3 } });
    expect(verdict.opinions[1]!.top[0]!.taxon).toBe('anas-acuta');
  });

  it('is what it was where the look is like nothing that was taught', () => {
    const plain = named(look({ 'anas-crecca': 0.9 }), judges([BIRDS]));
    const other = named(shown({ 'anas-crecca': 0.9 }, new Float32Array(6).fill(1)), judges([BIRDS], taught));
    expect(other).toMatchObject({ taxon: plain.taxon, score: plain.score, review: plain.review });
  });

  it('overrules no model that is sure: what holds both names is said, and a person is asked', () => {
    const verdict = named(shown({ 'anas-crecca': 0.97 }, towards('anas-acuta')), judges([BIRDS], taught));
    expect(verdict).toMatchObject({ taxon: 'anas', rank: 'genus', review: ['taught-conflict'] });
  });

  it('is heard where a model is not sure of another name', () => {
    const verdict = named(shown({ 'anas-crecca': 0.82 }, towards('anas-acuta')), judges([BIRDS], taught));
    expect(verdict).toMatchObject({ taxon: 'anas-acuta', review: [] });
  });

  it('goes deeper than a model that names its genus', () => {
    const one = shown({ 'anas-crecca': 0.5, 'anas-platyrhynchos': 0.48 }, towards('anas-acuta'));
    expect(named(one, judges([BIRDS], taught))).toMatchObject({ taxon: 'anas-acuta', review: [] });
  });

  it('names a protected species only where it is as sure as models must be', () => {
    const by = judges([BIRDS], taught);
    const at = (sure: number) => named(shown({}, towards('ciconia-boyciana', sure)), by);
    const sure = at(1);
    expect(sure).toMatchObject({ taxon: 'ciconia-boyciana' });
    expect(sure.score).toBeGreaterThanOrEqual(0.85);
    for (const one of [0.9, 0.8, 0.7, 0.6, 0.5].map(at))
      if (one.taxon === 'ciconia-boyciana') expect(one.score).toBeGreaterThanOrEqual(0.85);
  });

  it('asks nothing of what was taught of a bird where it is of a mammal', () => {
    const both = { ...BIRDS, kinds: ['mammal'] as const };
    const verdict = named(shown({ 'vulpes-vulpes': 0.4 }, towards('anas-acuta')), judges([both], taught), 'mammal');
    expect(verdict).toMatchObject({ taxon: 'mammalia' });
  });

  it('rests on features alone where their model names nothing', () => {
    const mute = { ...BIRDS, id: 'features@3', vocabulary: vocabularyOf([]) };
    const one = { logits: new Float32Array(0), weight: 1, feature: towards('ardea-alba') };
    const verdict = named(one, judges([mute], taughtBy('features@3')));
    expect(verdict).toMatchObject({ taxon: 'ardea-alba', models: ['detector@0', 'taught-7@350fcd8c'] });
  });
});

describe('names that are heard', () => {
  const name = (taxon: string, score: number) => ({ taxon, rank: 'species' as const, score });

  it('are all of those that do not part from what was taught', () => {
    const models = [name('anas', 0.7), name('anatidae', 0.5)];
    expect(heard(models, [name('anas-acuta', 0.6)])).toEqual({
      names: [...models, name('anas-acuta', 0.6)],
      conflict: false,
    });
    expect(heard(models, [])).toEqual({ names: models, conflict: false });
  });
});

const WHOLE = { x: 0, y: 0, w: 1, h: 1 };

describe('what is asked of a model', () => {
  const asked: string[] = [];
  const classifier = {
    classify: async (model: string) => {
      asked.push(`names of ${model}`);
      return new Float32Array(7);
    },
    embed: async (model: string) => {
      asked.push(`features of ${model}`);
      return { scores: new Float32Array(model === BIRDS.id ? 7 : 0), feature: towards('ardea-alba') };
    },
  };
  const mute = { ...BIRDS, id: 'features@3', vocabulary: vocabularyOf([]) };
  const look = async (taught?: Taught) => {
    asked.length = 0;
    const crop = {
      at: 1,
      box: WHOLE,
      quality: 1,
      cut: { region: WHOLE, width: 8, height: 8, data: new Uint8Array(96) },
    };
    const asker = new Asker({ ...judges([BIRDS, mute], taught), camera: 'east', classifier });
    const looks = await asker.look('bird', crop, new Map());
    return { asked: [...asked], features: [...looks].map(([model, [one]]) => [model, one!.feature?.length]) };
  };

  it('is no feature, and nothing of a model that gives nothing else, where nothing was taught', async () => {
    expect(await look()).toEqual({ asked: ['names of birds@1'], features: [['birds@1', undefined]] });
    expect(await look({ heads: [] })).toMatchObject({ asked: ['names of birds@1'] });
  });

  it('is the feature where something was taught by it', async () => {
    expect(await look(taughtBy('birds@1'))).toMatchObject({
      asked: ['features of birds@1'],
      features: [['birds@1', 6]],
    });
    expect(await look(taughtBy('features@3'))).toMatchObject({
      asked: ['names of birds@1', 'features of features@3'],
      features: [
        ['birds@1', undefined],
        ['features@3', 6],
      ],
    });
  });
});
