import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LookingAgain } from '../../src/box/looking-again.ts';
import type { Eyes } from '../../src/box/teaching.ts';
import { lessonsFile } from '../../src/know/lessons/database.ts';
import { Lessons } from '../../src/know/lessons/lessons.ts';
import { lessonOfCrop, lessonOfPicture } from '../../src/try/teach/lesson.ts';
import { type SavingStore, savingStore, tempFile } from '../count/store/temp.ts';
import { aTrack, aVisit, T } from '../count/store/values.ts';
import { eventually } from '../patience.ts';

const never = new AbortController().signal;
const WHOLE = { x: 0, y: 0, w: 1, h: 1 };
const BOX = { x: 0.25, y: 0.25, w: 0.5, h: 0.5 };
/** A model that gives one number for all that it sees. */
const eyesOf = (version: number): Eyes => ({
  models: [{ id: `birds-${version}@1`, features: `birds@${version}/2`, kinds: ['bird'], margins: [0] }],
  embed: async () => Float32Array.of(version, 1),
});

let store: SavingStore;
let data: string;
let lessons: Lessons;
let again: LookingAgain;
let eyes: Eyes;
const troubles = new Map<string, string | undefined>();

beforeEach(async () => {
  const file = await tempFile('roost.db');
  data = dirname(file);
  store = savingStore(file);
  await store.saveVisit(aVisit('v-1', { tracks: ['t-1'] }), 'new', T, [aTrack('t-1')]);
  lessons = new Lessons(lessonsFile(data));
  eyes = eyesOf(1);
  troubles.clear();
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const set = (matter: string, message: string | undefined) => void troubles.set(matter, message);
  again = new LookingAgain({ data, log, troubles: { set }, store: () => store, eyes: () => eyes }, 10);
});
afterEach(async () => {
  await again.stop();
  lessons.close();
  store.close();
});

async function jpeg(path: string, r: number): Promise<Buffer> {
  mkdirSync(dirname(path), { recursive: true });
  const create = { width: 64, height: 64, channels: 3 as const, background: { r, g: 9, b: 99 } };
  await sharp({ create }).jpeg().toFile(path);
  return readFileSync(path);
}

/** Teaches a crop of the visit. @returns where it lies */
async function teachCrop(name: string, r: number): Promise<string> {
  const file = `media/east/2025-05-03/${name}.jpg`;
  const path = join(data, file);
  const bytes = await jpeg(path, r);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await store.addMedia({
    ...{
      id: `m-${name}`,
      camera: 'east',
      track: 't-1',
      type: 'crop',
      at: T,
      file,
      region: WHOLE,
      box: BOX,
      score: 0.5,
    },
    ...{ sha256, bytes: bytes.length, blurred: false },
  });
  const source = { of: 'visit', id: 'v-1', file, track: 't-1' } as const;
  const crop = { path, region: WHOLE, box: BOX, sha256, source };
  const word = { taxon: 'ardea-alba', people: ['Lin'], weight: 1 };
  lessons.put([await lessonOfCrop(crop, word, { ...eyes, by: 'Lin', now: 1 })]);
  return path;
}

/** Teaches a picture of a set. @returns where it lies */
async function teachPicture(name: string, r: number): Promise<string> {
  const path = join(data, 'set', `${name}.jpg`);
  await jpeg(path, r);
  const item = { file: `${name}.jpg`, path, source: 'picture', taxon: 'grus-grus', box: BOX } as never;
  const detector = { model: 'none', detect: async () => [] };
  lessons.put([await lessonOfPicture(item, 'cranes-1', { ...eyes, detector, by: 'Lin', now: 1 }, never)]);
  return path;
}

describe('what was taught by the features of a model before', () => {
  it('is looked at by the one in its place, and what cannot be is told with the reason', async () => {
    await teachCrop('kept', 10);
    await teachPicture('kept', 20);
    const gone = await teachCrop('gone', 30);
    const changed = await teachPicture('changed', 40);
    const moved = await teachPicture('moved', 50);
    again.start();
    eyes = eyesOf(2);
    rmSync(gone);
    rmSync(moved);
    await jpeg(changed, 200);
    await eventually(() => expect(lessons.examples('birds@2/2').map(({ feature }) => [...feature])).toHaveLength(2));
    await eventually(() =>
      expect(troubles.get('taught pictures')).toBe(
        'Of 5 pictures that were taught 3 say nothing to the models in use, which see them otherwise than those that were taught, and ' +
          'cannot look at them again: the file is not there (1), the picture is not what it was (1), the picture is not where it was (1). ' +
          'Teach them again, or take them back',
      ),
    );
    expect(lessons.examples('birds@1/2')).toHaveLength(5);
    for (const { id } of lessons.unseen(eyes.models)) lessons.forget({ id });
    await eventually(() => expect(troubles.get('taught pictures')).toBeUndefined());
  });

  it('stays forgotten where it was taken back while it was looked at', async () => {
    await teachCrop('kept', 10);
    const { id } = lessons.list()[0]!;
    eyes = {
      ...eyesOf(2),
      embed: async () => {
        lessons.forget({ id });
        return Float32Array.of(2, 1);
      },
    };
    again.start();
    await eventually(() => expect(lessons.list()).toEqual([]));
    await again.stop();
    expect(lessons.examples('birds@2/2')).toEqual([]);
  });
});
