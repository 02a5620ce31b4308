import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeEach, describe, expect, it } from 'vitest';
import { RoostError } from '../../../src/base/errors.ts';
import type { SetItem } from '../../../src/try/eval/set.ts';
import { type CropTools, lessonOfCrop, lessonOfPicture, type PictureTools } from '../../../src/try/teach/lesson.ts';
import { type Candidate, learn } from '../../../src/try/teach/teach.ts';
import { tempFile } from '../../count/store/temp.ts';
import { aLesson, ofVisit } from '../../know/lessons/values.ts';

const never = new AbortController().signal;
const BOX = { x: 0.25, y: 0.25, w: 0.5, h: 0.5 };
const views: { model: string; width: number; height: number }[] = [];
const EYES: CropTools = {
  models: [
    { id: 'birds@1', features: 'birds@1/2', kinds: ['bird'], margins: [0, 0.1] },
    { id: 'mammals@2', features: 'mammals@2/2', kinds: ['mammal'], margins: [0.1] },
    { id: 'mute@3', features: 'mute@3/2', kinds: ['bird'], margins: [0] },
  ],
  // The mean of what it sees, and which view of the model it was.
  embed: async (model, { data, width, height }) => {
    views.push({ model, width, height });
    if (model === 'mute@3') return undefined;
    return Float32Array.of(
      data.slice(0, width * height).reduce((sum, y) => sum + y, 0) / (width * height),
      views.length,
    );
  },
  by: 'Lin',
  now: 7,
};
const tools: PictureTools = { ...EYES, detector: { model: 'none', detect: async () => [] } };

let folder: string;
let picture: string;

beforeEach(async () => {
  picture = await tempFile('picture.png');
  folder = join(picture, '..');
  const create = { width: 200, height: 100, channels: 3 as const, background: { r: 128, g: 128, b: 128 } };
  await sharp({ create }).png().toFile(picture);
});

const item = (more: Partial<SetItem> = {}): SetItem => ({
  ...{ path: picture, file: 'picture.png', source: 'picture', taxon: 'ardea-cinerea', box: BOX },
  ...more,
});

describe('a lesson', () => {
  it('has of each model of its kind the mean feature of all views', async () => {
    views.length = 0;
    const lesson = await lessonOfPicture(item(), 'herons', tools);
    expect(lesson).toMatchObject({
      ...{ taxon: 'ardea-cinerea', kind: 'bird', people: ['Lin'], weight: 1, taughtAt: 7, taughtBy: 'Lin' },
      source: { of: 'set', id: 'herons', file: 'picture.png' },
    });
    expect(lesson.id).toBe(`t-${lesson.sha256.slice(0, 16)}`);
    expect(views.map(({ model }) => model)).toEqual(['birds@1', 'birds@1', 'mute@3']);
    expect([...lesson.features].map(([model, feature]) => [model, feature[1]])).toEqual([['birds@1/2', 1.5]]);
    expect((await lessonOfPicture(item(), 'others', tools)).id).toBe(lesson.id);
  });

  it('of a kept crop sees the animal, wherever in the frame that was cut', async () => {
    views.length = 0;
    const region = { x: 0.5, y: 0, w: 0.5, h: 1 };
    const box = { x: 0.625, y: 0.25, w: 0.25, h: 0.5 };
    const kept = { path: picture, region, box, sha256: 'ab'.repeat(32), source: ofVisit('v-1') };
    const lesson = await lessonOfCrop(kept, { taxon: 'vulpes-vulpes', people: ['Lin', 'Wang'], weight: 2 }, EYES);
    expect(lesson).toMatchObject({ kind: 'mammal', weight: 2, sha256: 'ab'.repeat(32), source: ofVisit('v-1') });
    expect(views).toEqual([{ model: 'mammals@2', width: 120, height: 100 }]);
  });

  it.each([
    ['it is a clip; pictures are taught', { source: 'clip' as const }],
    ['it is a blank', { taxon: undefined }],
    ['it names no family or narrower, so there is nothing to learn', { taxon: 'aves' }],
    ['it names no family or narrower, so there is nothing to learn', { taxon: 'passeriformes' }],
    ['no animal was found in it; say where it is in a CSV: file,taxon,box', { box: undefined }],
  ])('is none where %s', async (why, more) => {
    await expect(lessonOfPicture({ ...item(), ...more } as SetItem, 'herons', tools)).rejects.toThrow(why);
  });

  it('is none of a file that is no picture, or where no model has an eye for it', async () => {
    const junk = join(folder, 'junk.jpg');
    await writeFile(junk, 'none');
    await expect(lessonOfPicture(item({ path: junk }), 'herons', tools)).rejects.toThrow('unsupported image format');
    const blind = { ...tools, models: [] };
    await expect(lessonOfPicture(item(), 'herons', blind)).rejects.toThrow('no model here gives features of a bird');
  });
});

describe('what is learned', () => {
  const from = (name: string, taxon: string, hash: string): Candidate => ({
    name,
    lesson: async () => aLesson(hash, taxon, [1]),
  });

  it('leaves out what cannot be taught, by name, and goes on', async () => {
    const blank = { name: 'b.jpg', lesson: () => lessonOfPicture(item({ taxon: 'aves' }), 'herons', tools) };
    const began: string[] = [];
    const { lessons, leftOut } = await learn(
      [from('a.jpg', 'ardea-alba', 'a'), blank],
      (name) => began.push(name),
      never,
    );
    expect(lessons.map(({ taxon }) => taxon)).toEqual(['ardea-alba']);
    expect(leftOut).toEqual([{ file: 'b.jpg', reason: expect.stringContaining('no family or narrower') }]);
    expect(began).toEqual(['a.jpg', 'b.jpg']);
  });

  it('is nothing of one crop that is told to be two taxa', async () => {
    const told = [
      from('a.jpg', 'ardea-alba', 'a'),
      from('b.jpg', 'ardea-cinerea', 'a'),
      from('c.jpg', 'ardea-alba', 'c'),
    ];
    const { lessons, leftOut } = await learn(told, () => undefined, never);
    expect(lessons.map(({ sha256 }) => sha256[0])).toEqual(['c']);
    expect(leftOut.map(({ file }) => file).sort()).toEqual(['a.jpg', 'b.jpg']);
  });

  it('ends where inference fails', async () => {
    const broken = { name: 'a.jpg', lesson: () => Promise.reject(new RoostError('run inference', 'birds', 'hangs')) };
    await expect(learn([broken], () => undefined, never)).rejects.toThrow('hangs');
  });
});
