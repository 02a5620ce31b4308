import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { adoptFeatures } from '../../../src/know/lessons/adopt.ts';
import { fitHeads, fittedHeads } from '../../../src/know/lessons/heads.ts';
import { Lessons } from '../../../src/know/lessons/lessons.ts';
import { unlikeLessons } from '../../../src/know/lessons/unlike.ts';
import { opinionOf } from '../../../src/know/taught/head.ts';
import { tempFile } from '../../count/store/temp.ts';
import { aLesson, MODEL, ofVisit } from './values.ts';

let file: string;
let lessons: Lessons;

beforeEach(async () => {
  file = join(await tempFile('taught.db'));
  lessons = new Lessons(file);
  return () => lessons.close();
});

describe('what was taught', () => {
  it('is there again after a restart, bit for bit', () => {
    const one = aLesson('a1', 'ardea-cinerea', [0.1, -2.5, 1e-30], { people: ['Lin', 'Wang'], weight: 2 });
    const other = aLesson('b2', 'ardea-alba', [1, 2, 3], { source: ofVisit('v-1') });
    expect(lessons.put([one, other])).toEqual({ added: 2, changed: 0, same: 0 });
    lessons.close();
    lessons = new Lessons(file);
    const { features: _, ...kept } = other;
    expect(lessons.list({ visit: 'v-1' })).toEqual([kept]);
    expect(lessons.examples(MODEL).map(({ id, feature, weight, group }) => [id, [...feature], weight, group])).toEqual([
      [other.id, [1, 2, 3], 1, 'v-1'],
      [one.id, [...one.features.get(MODEL)!], 2, one.id],
    ]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('grows its revision with each change, and with nothing else', () => {
    const one = aLesson('a1', 'ardea-cinerea', [1, 0]);
    lessons.put([one]);
    expect(lessons.revision).toBe(1);
    expect(lessons.put([{ ...one, taughtAt: 99 }])).toEqual({ added: 0, changed: 0, same: 1 });
    expect(lessons.revision).toBe(1);
    expect(lessons.put([{ ...one, taxon: 'ardea-alba' }])).toMatchObject({ changed: 1 });
    expect(
      lessons.put([{ ...one, taxon: 'ardea-alba', features: new Map([[MODEL, Float32Array.of(0, 1)]]) }]),
    ).toMatchObject({ changed: 1 });
    expect(lessons.revision).toBe(3);
    expect(lessons.forget({ id: 'none' })).toEqual([]);
    expect(lessons.revision).toBe(3);
    expect(lessons.forget({ id: one.id })).toHaveLength(1);
    expect(lessons.revision).toBe(4);
    expect(lessons.examples(MODEL)).toEqual([]);
  });

  it('is listed by taxon with where it comes from', () => {
    lessons.put([
      aLesson('a1', 'ardea-cinerea', [1], { source: ofVisit('v-1') }),
      aLesson('a2', 'ardea-cinerea', [1], { source: ofVisit('v-1') }),
      aLesson('a3', 'ardea-cinerea', [1], { source: ofVisit('v-2'), people: ['Wang'], taughtAt: 50 }),
      aLesson('a4', 'ardea-alba', [1]),
    ]);
    expect(lessons.taxa()).toEqual([
      { taxon: 'ardea-alba', pictures: 1, visits: 0, sets: 1, people: ['Lin'], lastAt: 10 },
      { taxon: 'ardea-cinerea', pictures: 3, visits: 2, sets: 0, people: ['Lin', 'Wang'], lastAt: 50 },
    ]);
    expect(lessons.forget({ visit: 'v-1' }).map(({ sha256 }) => sha256.slice(0, 2))).toEqual(['a1', 'a2']);
  });

  it('leaves no trace of what was forgotten: the heads are those of a box that never heard of it', () => {
    const vectors = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 });
    const taxa = fc.constantFrom('ardea-cinerea', 'ardea-alba', 'egretta-garzetta');
    fc.assert(
      fc.property(fc.array(fc.tuple(taxa, vectors), { minLength: 2, maxLength: 6 }), fc.nat(5), (told, which) => {
        const all = told.map(([taxon, feature], n) => aLesson(`${n}${n}`, taxon, feature));
        const gone = all[which % all.length]!;
        lessons.forget({});
        lessons.put(all.filter((one) => one !== gone));
        const without = fitHeads(lessons).heads;
        lessons.put([gone]);
        lessons.forget({ id: gone.id });
        expect(fitHeads(lessons).heads).toEqual(without);
      }),
      { numRuns: 15 },
    );
  });

  it('keeps the heads that were fitted on it, until something is taught', () => {
    lessons.put([aLesson('a1', 'ardea-cinerea', [1, 0]), aLesson('b1', 'ardea-alba', [0, 1])]);
    expect(fittedHeads(lessons)).toBeUndefined();
    const { revision, heads } = fitHeads(lessons);
    expect(revision).toBe(1);
    expect(opinionOf(heads[0]!, [{ feature: Float32Array.of(0.9, 0.1), weight: 1 }]).top[0]?.taxon).toBe(
      'ardea-cinerea',
    );
    expect(fittedHeads(lessons)).toEqual({ revision, heads });
    lessons.put([aLesson('c1', 'egretta-garzetta', [1, 1])]);
    expect(fittedHeads(lessons)).toBeUndefined();
    // Fitted on what was there before: of no use now.
    lessons.putHeads(1, [{ model: MODEL, body: '{}' }]);
    expect(fittedHeads(lessons)).toBeUndefined();
  });
});

describe('pictures that look unlike their species', () => {
  it('are told once each, by the models that heads were made for', () => {
    const of = (hash: string, taxon: string, feature: readonly number[]) => {
      const numbers = Float32Array.from(feature);
      return aLesson(hash, taxon, [], {
        features: new Map(['now@1/2', 'also@1/2', 'before@1/2'].map((id) => [id, numbers])),
      });
    };
    lessons.put([
      ...[0, 1, 2, 3].map((n) => of(`a${n}`, 'ardea-cinerea', [5, 0, n / 9])),
      ...[0, 1, 2, 3].map((n) => of(`b${n}`, 'ardea-alba', [0, 5, n / 9])),
      of('cc', 'ardea-alba', [5, 0.1, 0]),
    ]);
    expect(unlikeLessons(lessons).map(({ lesson }) => lesson.sha256.slice(0, 2))).toEqual(['cc']);
    fitHeads(lessons, new Map([['now@1/2', {}]]));
    expect(unlikeLessons(lessons)).toMatchObject([
      { lesson: { taxon: 'ardea-alba' }, than: { other: 'ardea-cinerea' } },
    ]);
    lessons.forget({});
    expect(unlikeLessons(lessons)).toEqual([]);
  });
});

describe('features that an earlier Roost kept', () => {
  it('are known by their own id where they are as the model gives them now; shorter ones are read by nothing', () => {
    const [model, features] = ['birds@11111111', 'birds@11111111/22222222'];
    const old = (hash: string, feature: readonly number[]) =>
      aLesson(hash, 'ardea-cinerea', [], { features: new Map([[model, Float32Array.from(feature)]]) });
    lessons.put([old('a1', [1, 2, 3, 4]), old('b1', [5, 6])]);
    const labels = ['ardea-alba', 'ardea-cinerea'];
    const sources = new Map([[features, { dimensions: 4, labels, gives: 'logits' as const }]]);
    adoptFeatures(lessons, sources);
    expect(lessons.revision).toBe(2);
    expect(lessons.examples(features).map(({ feature }) => [...feature])).toEqual([[1, 2, 3, 4]]);
    expect(fitHeads(lessons, sources).heads).toMatchObject([{ model: features, pictures: 1, labels }]);
    expect(fittedHeads(lessons, sources)?.heads).toHaveLength(1);
    expect(lessons.unseen([{ features, kinds: ['bird'] }]).map(({ sha256 }) => sha256.slice(0, 2))).toEqual(['b1']);
    adoptFeatures(lessons, sources);
    expect(lessons.revision).toBe(2);
    const { id } = lessons.unseen([{ features, kinds: ['bird'] }])[0]!;
    expect(lessons.see([{ id, features: new Map([[features, Float32Array.of(1, 1, 1, 1)]]) }])).toBe(1);
    expect(lessons.examples(features)).toHaveLength(2);
  });

  it('are kept where its file is opened, which has a place for origins from then on', () => {
    lessons.put([aLesson('a1', 'ardea-cinerea', [1, 0])]);
    const before = new Database(file);
    before.exec('DROP TABLE origins; PRAGMA user_version = 1');
    before.close();
    const opened = new Lessons(file);
    const box = { x: 0.1, y: 0.2, w: 0.3, h: 0.4 };
    opened.put([aLesson('b1', 'ardea-alba', [0, 1], { origin: { path: '/pictures/b.jpg', box } })]);
    expect(opened.list()).toHaveLength(2);
    expect(opened.origin(opened.list({ taxon: 'ardea-alba' })[0]!.id)).toEqual({ path: '/pictures/b.jpg', box });
    opened.close();
  });
});

describe('a file that is none of it', () => {
  it('is said to be so, and is left alone', () => {
    const junk = `${file}.junk`;
    writeFileSync(junk, 'not a database, however long it is. '.repeat(100));
    expect(() => new Lessons(junk)).toThrow(/open what was taught .*junk: file is not a database/);
    const foreign = `${file}.other`;
    new Database(foreign).exec('CREATE TABLE birds (x)').close();
    expect(() => new Lessons(foreign)).toThrow('it is the file of another program');
    const newer = new Database(file);
    newer.pragma('user_version = 99');
    newer.close();
    expect(() => new Lessons(file)).toThrow('written by a newer Roost');
  });
});
