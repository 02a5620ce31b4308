import { describe, expect, it } from 'vitest';
import type { Kind } from '../../../src/base/domain.ts';
import { NO_PRIOR } from '../../../src/know/taxonomy/checklist.ts';
import { Asker, type Classify } from '../../../src/see/classify/ask.ts';
import type { ClassifierModel } from '../../../src/see/classify/model.ts';
import { BIRDS, look } from './models.ts';

const MAMMALS: ClassifierModel = {
  ...BIRDS,
  id: 'mammals@2',
  kinds: ['mammal'],
  checks: ['bird'],
  margins: [0, 0.1, 0.2],
};
const NAMES_BIRDS: ClassifierModel = { ...BIRDS, margins: [0, 0.1] };
const BOX = { x: 0.25, y: 0.25, w: 0.5, h: 0.5 };
const CROP = {
  at: 1,
  box: BOX,
  quality: 1,
  cut: { region: { x: 0, y: 0, w: 1, h: 1 }, width: 8, height: 8, data: new Uint8Array(96).fill(9) },
};

/** Says the same of every picture, and writes down how often each model was asked. */
class Answers implements Classify {
  readonly asked: string[] = [];
  readonly #says: Float32Array;

  constructor(scores: Parameters<typeof look>[0]) {
    this.#says = look(scores).logits.map(Math.exp);
  }

  classify = (model: string) => {
    this.asked.push(model);
    return Promise.resolve(this.#says);
  };
}

async function ask(scores: Parameters<typeof look>[0], kind: Kind, assumed: readonly Kind[] = []) {
  const classifier = new Answers(scores);
  const judges = { detector: 'd', classifiers: [NAMES_BIRDS, MAMMALS], assumed, prior: NO_PRIOR, code: '1' };
  const looks = await new Asker({ ...judges, camera: 'c', classifier }).look(kind, CROP, new Map());
  return {
    looks: Object.fromEntries([...looks].map(([model, some]) => [model, some.length])),
    asked: classifier.asked.length,
  };
}

describe('asker', () => {
  it('shows a bird to the model that names birds, and one picture to the one that checks', async () => {
    expect(await ask({ 'anas-crecca': 0.9 }, 'bird')).toEqual({ looks: { 'birds@1': 2, 'mammals@2': 1 }, asked: 3 });
  });

  it('asks the models of the other kind where the check says so, and shows nothing twice', async () => {
    expect(await ask({ 'vulpes-vulpes': 0.95 }, 'bird')).toEqual({ looks: { 'birds@1': 2, 'mammals@2': 3 }, asked: 5 });
  });

  it('asks those that name birds of a mammal that is one', async () => {
    expect(await ask({ 'anas-crecca': 0.95 }, 'mammal')).toEqual({ looks: { 'birds@1': 2, 'mammals@2': 3 }, asked: 5 });
  });

  it('does not show mammals to a model that names birds', async () => {
    expect(await ask({ 'vulpes-vulpes': 0.95 }, 'mammal')).toEqual({ looks: { 'mammals@2': 3 }, asked: 3 });
  });

  it('asks every model of what the detector cannot tell', async () => {
    expect(await ask({}, 'mammal', ['mammal'])).toEqual({ looks: { 'birds@1': 2, 'mammals@2': 3 }, asked: 5 });
  });

  it('knows which kinds anybody is asked about', () => {
    const judges = { detector: 'd', classifiers: [MAMMALS], assumed: [], prior: NO_PRIOR, code: '1' };
    const asker = new Asker({ ...judges, camera: 'c', classifier: new Answers({}) });
    expect((['bird', 'mammal', 'person', 'vehicle'] as const).filter((kind) => asker.asks(kind))).toEqual([
      'bird',
      'mammal',
    ]);
  });
});
