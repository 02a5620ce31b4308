import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Review } from '../../src/base/domain.ts';
import { taughtAnswers } from '../../src/box/taught-answers.ts';
import { teachingOf } from '../../src/box/teaching.ts';
import { reviewedVisits, visitLessons } from '../../src/box/visit-lessons.ts';
import { siteSchema } from '../../src/know/config/schema.ts';
import type { CropTools } from '../../src/try/teach/lesson.ts';
import { learn } from '../../src/try/teach/teach.ts';
import { type SavingStore, savingStore, tempFile } from '../count/store/temp.ts';
import { aTrack, aVisit, T } from '../count/store/values.ts';

const never = new AbortController().signal;
const EYES: CropTools = {
  models: [{ id: 'birds@1', features: 'birds@1/2', kinds: ['bird'], margins: [0] }],
  embed: async () => Float32Array.of(1, 2),
  by: 'Lin',
  now: 7,
};
const site = siteSchema.parse({
  site: { name: 'Isle', latitude: 30, longitude: 117, timeZone: 'Asia/Shanghai' },
  teaching: { weights: { wang: 3 } },
});

let store: SavingStore;
let data: string;

beforeEach(async () => {
  const file = await tempFile('roost.db');
  data = dirname(file);
  store = savingStore(file);
  for (const n of [1, 2]) {
    const visit = aVisit(`v-${n}`, { taxon: 'ardea-alba', tracks: [`t-${n}`] });
    await store.saveVisit(visit, 'new', T, [aTrack(`t-${n}`)]);
  }
  return () => store.close();
});

/** Keeps a crop of the first visit. */
async function keep(name: string, more: { blurred?: boolean } = {}): Promise<string> {
  const file = `media/east/2025-05-03/${name}.jpg`;
  const path = join(data, file);
  mkdirSync(dirname(path), { recursive: true });
  const create = { width: 64, height: 64, channels: 3 as const, background: { r: name.length, g: 9, b: 99 } };
  await sharp({ create }).jpeg().toFile(path);
  const bytes = readFileSync(path);
  const region = { x: 0, y: 0, w: 0.5, h: 0.5 };
  const box = { x: 0.1, y: 0.1, w: 0.2, h: 0.2 };
  await store.addMedia({
    ...{ id: `m-${name}`, camera: 'east', track: 't-1', type: 'crop', at: T, file, region, box, score: 0.5 },
    ...{ sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length, blurred: false },
    ...more,
  });
  return path;
}

let reviews = 0;
const review = (more: Partial<Review> = {}) =>
  store.write((tables) =>
    tables.reviews.put({
      ...{ id: `r-${++reviews}`, visit: 'v-1', track: 't-1', at: T + reviews, by: 'Lin', action: 'confirm' },
      ...more,
    }),
  );
const ofVisit = (id: string) => visitLessons(store, { data, site } as Parameters<typeof visitLessons>[1], id, EYES);

async function learned() {
  const found = ofVisit('v-1')!;
  if ('why' in found) return found.why;
  const { lessons, leftOut } = await learn(found.candidates, () => undefined, never);
  return { taught: lessons.map(({ taxon, people, weight, source }) => ({ taxon, people, weight, source })), leftOut };
}

describe('a visit that people looked at', () => {
  it('teaches its crops by the name that they agree on, and counts each of them as it is told to', async () => {
    await keep('one');
    await review();
    await review({ by: ' Wang ', action: 'correct', taxon: 'egretta-garzetta' });
    expect(await learned()).toContain('do not agree');
    await review({ action: 'correct', taxon: 'egretta-garzetta' });
    expect(await learned()).toEqual({
      taught: [
        {
          ...{ taxon: 'egretta-garzetta', people: [' Wang ', 'Lin'], weight: 4 },
          source: { of: 'visit', id: 'v-1', file: 'media/east/2025-05-03/one.jpg', track: 't-1' },
        },
      ],
      leftOut: [],
    });
    expect(reviewedVisits(store)).toEqual(['v-1']);
  });

  it('teaches nothing by a crop out of which people were wiped, that went, or that is not what it was', async () => {
    await review();
    await keep('blurred-one', { blurred: true });
    rmSync(await keep('lost'));
    writeFileSync(await keep('other'), 'other');
    await keep('gone');
    await store.write(({ room }) => room.letGo('m-gone', T, 'to make room'));
    const { taught, leftOut } = (await learned()) as Exclude<Awaited<ReturnType<typeof learned>>, string>;
    expect(taught).toEqual([]);
    expect(leftOut.map(({ reason }) => reason)).toEqual([
      'people were wiped out of it',
      'it went to make room',
      'the file is not there',
      'the file is not as its hash says',
    ]);
  });

  it('teaches nothing without a crop, or where nobody looked', async () => {
    expect(ofVisit('v-2')).toEqual({ why: 'nobody has decided on it' });
    await review();
    expect(ofVisit('v-1')).toEqual({ why: 'no crop of it was kept' });
    expect(ofVisit('v-3')).toBeUndefined();
  });
});

describe('a box that is asked to learn', () => {
  it('keeps what the visit teaches, says what lies behind its name, and takes it back', async () => {
    let eyes: typeof EYES | undefined;
    const teaching = teachingOf({ data, site } as Parameters<typeof teachingOf>[0], store, () => eyes);
    await keep('one');
    await review();
    await expect(teaching.teach('v-1', 'Wang')).rejects.toThrow('no model looks yet');
    eyes = EYES;
    await expect(teaching.teach('v-2', 'Wang')).rejects.toThrow('nobody has decided on it');
    expect(await teaching.teach('v-none', 'Wang')).toBeUndefined();
    const { lessons } = (await teaching.teach('v-1', 'Wang'))!;
    expect(lessons).toMatchObject([{ taxon: 'ardea-alba', people: ['Lin'], taughtBy: 'Wang' }]);
    const told = taughtAnswers(data);
    expect(told.taught()).toMatchObject({ revision: 1, taxa: [{ taxon: 'ardea-alba', pictures: 1, visits: 1 }] });
    expect(await teaching.why('v-1')).toMatchObject({
      taught: [{ id: lessons[0]!.id }],
      opinions: [],
      crops: [{ alike: [{ id: lessons[0]!.id, taxon: 'ardea-alba', model: 'birds@1/2' }] }],
    });
    expect(await teaching.forget({ visit: 'v-1' })).toHaveLength(1);
    expect([told.taught(), told.lessons({}), told.unlike()]).toEqual([{ revision: 2, taxa: [] }, [], []]);
  });
});
