import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Learning } from '../../src/box/learning.ts';
import { fitHeads } from '../../src/know/lessons/heads.ts';
import { Lessons } from '../../src/know/lessons/lessons.ts';
import { featuresId } from '../../src/know/models/feature-sources.ts';
import type { InstalledClassifier } from '../../src/know/models/installed.ts';
import type { NamedHead } from '../../src/know/taught/head.ts';
import { type SavingStore, savingStore, tempFile } from '../count/store/temp.ts';
import { aTrack, aVisit, T } from '../count/store/values.ts';
import { aLesson as lessonOf, MODEL, ofVisit } from '../know/lessons/values.ts';
import { eventually } from '../patience.ts';

const SPECIES = ['anas-crecca', 'ardea-cinerea', 'egretta-garzetta', 'fulica-atra', 'grus-grus'];

/** A model that gives features, with no labels; of these tests its features are the only ones. */
const EYES = {
  manifest: {
    ...{ name: 'eyes', input: { size: 8 }, outputs: [], views: [0] },
    embedding: { tensor: 'pool', shape: [1, 2] },
  },
  ...{ spec: { id: MODEL }, labels: [], widened: [] },
} as unknown as InstalledClassifier;
const FEATURES = featuresId(EYES.manifest, MODEL);

let data: string;
let store: SavingStore;
let learning: Learning;
let told: (readonly NamedHead[])[];
const said: string[] = [];
/** How often it was looked whether something was taught. */
let rounds = 0;

beforeEach(async () => {
  const file = await tempFile('roost.db');
  data = join(file, '..');
  store = savingStore(file);
  await store.saveVisit(aVisit('v-1', { tracks: ['t-v-1'] }), 'new', T, [aTrack('t-v-1')]);
  told = [];
  said.length = 0;
  const say = (_: object, message: string) => void said.push(message);
  const log = { debug: say, info: say, warn: say, error: say };
  const counted = () => {
    rounds += 1;
    return store;
  };
  learning = new Learning({ data, log, store: counted, taught: (heads) => void told.push(heads) }, 10);
  learning.setModels({ classifiers: [EYES] });
});
afterEach(async () => {
  await learning.stop();
  store.close();
});

const aLesson: typeof lessonOf = (hash, taxon, feature, more) =>
  lessonOf(hash, taxon, [], { features: new Map([[FEATURES, Float32Array.from(feature)]]), ...more });
const teach = (...lessons: Parameters<Lessons['put']>[0]) => {
  const kept = new Lessons(join(data, 'taught.db'));
  kept.put(lessons);
  return kept;
};

describe('a box that runs', () => {
  it('takes up what it is taught, marks its visits, and follows when it is taken back', async () => {
    learning.start();
    const kept = teach(
      aLesson('a1', 'ardea-alba', [1, 0], { source: ofVisit('v-1') }),
      aLesson('b1', 'ardea-cinerea', [0, 1]),
    );
    fitHeads(kept);
    await eventually(() => expect(store.room.marked('taught')).toEqual(new Set(['v-1'])));
    expect(told.at(-1)).toMatchObject([
      {
        id: expect.stringMatching(/^taught-1@[0-9a-f]{8}$/),
        head: { taxa: ['ardea-alba', 'ardea-cinerea'] },
        from: { 'ardea-alba': { pictures: 1, visits: 1 } },
      },
    ]);
    // A camera that is changed has the same models look.
    const [heard, before] = [told.length, rounds];
    learning.setModels({ classifiers: [EYES] });
    await eventually(() => expect(rounds).toBeGreaterThan(before + 2));
    expect(told).toHaveLength(heard);
    // Nobody fits it now but the box itself.
    kept.forget({ visit: 'v-1' });
    await eventually(() => expect(told.at(-1)?.[0]?.head.taxa).toEqual(['ardea-cinerea']));
    await eventually(() => expect(store.room.marked('taught')).toEqual(new Set()));
    kept.forget({});
    await eventually(() => expect(told.at(-1)).toEqual([]));
    kept.close();
  });

  it('uses a few more of many pictures at once, and learns all of it further', async () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, i) => {
        const feature = [...'abcdefgh'].map((_, at) => (at === i % 5 ? 3 : Math.sin(i * 7 + at) / 2));
        return aLesson(i.toString(16).padStart(4, '0'), SPECIES[i % 5]!, feature);
      });
    const kept = teach(...many(210));
    fitHeads(kept);
    learning.start();
    await eventually(() => expect(told).toHaveLength(1));
    kept.put([aLesson('ffff', 'pica-pica', [0, 0, 0, 0, 0, 0, 0, 3])]);
    await eventually(() => expect(told).toHaveLength(3));
    expect(said.slice(1)).toEqual([
      'what was taught is used, and learned further',
      'what was taught is used from now on',
    ]);
    for (const heads of told.slice(1)) expect(heads[0]!.head.taxa).toContain('pica-pica');
    expect(told[1]![0]!.head.bar).toEqual(told[0]![0]!.head.bar);
    expect(told[2]![0]!.head.bar).not.toEqual(told[0]![0]!.head.bar);
    kept.close();
  });

  it('names by nothing before it knows the models, and by what fits those that look', async () => {
    teach(lessonOf('a1', 'ardea-alba', [1, 0]), aLesson('b1', 'ardea-cinerea', [0, 1])).close();
    learning.setModels({ classifiers: [] });
    learning.start();
    await eventually(() => expect(told).toEqual([[]]));
    learning.setModels({ classifiers: [EYES] });
    await eventually(() => expect(told.at(-1)).toMatchObject([{ head: { model: FEATURES, taxa: ['ardea-cinerea'] } }]));
    // What was kept by the id of the model alone is as the model gives it now.
    learning.setCatalog({ classifiers: [EYES] });
    await eventually(() => expect(told.at(-1)?.[0]?.head.taxa).toEqual(['ardea-alba', 'ardea-cinerea']));
  });

  it('follows where another file is put in its place, or none', async () => {
    teach(aLesson('a1', 'ardea-alba', [1, 0])).close();
    learning.start();
    await eventually(() => expect(told).toHaveLength(1));
    rmSync(join(data, 'taught.db'));
    await eventually(() => expect(told.at(-1)).toEqual([]));
    teach(aLesson('b1', 'ardea-cinerea', [1, 0])).close();
    await eventually(() => expect(told.at(-1)?.[0]?.from).toEqual({ 'ardea-cinerea': { pictures: 1, visits: 0 } }));
    expect(said.filter((line) => line.includes('cannot'))).toEqual([]);
  });
});
