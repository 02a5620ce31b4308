import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Media } from '../../../src/base/domain.ts';
import { cut } from '../../../src/base/pixels.ts';
import { CropKeeper } from '../../../src/see/media/crops.ts';
import { sha256 } from '../../../src/see/media/files.ts';
import { encode, writeCrop } from '../../../src/see/media/jpeg.ts';
import { CropWriter } from '../../../src/see/media/writer.ts';
import { chequer, flat } from '../../frames.ts';

const box = { x: 0.4, y: 0.4, w: 0.1, h: 0.2 };
const subject = (score: number) => ({ track: 't', box, score });

describe('CropKeeper', () => {
  it('keeps the better of two moments that are near, and both of two that are not', () => {
    const keeper = new CropKeeper({ perTrack: 2, spacing: 1000 });
    keeper.offer(flat(320, 180, 120, 128, 128, 0), [subject(0.5)], []);
    keeper.offer(flat(320, 180, 120, 128, 128, 200), [subject(0.9)], []);
    keeper.offer(flat(320, 180, 120, 128, 128, 400), [subject(0.4)], []);
    keeper.offer(flat(320, 180, 120, 128, 128, 2000), [subject(0.6)], []);
    expect(keeper.take('t').map((crop) => crop.score)).toEqual([0.9, 0.6]);
    expect(keeper.take('t')).toEqual([]);
  });

  it('keeps several crops of an animal that looks better with every frame, each apart from the others', () => {
    const keeper = new CropKeeper({ perTrack: 4, spacing: 250 });
    for (let i = 0; i < 15; i++) keeper.offer(flat(320, 180, 120, 128, 128, i * 200), [subject(0.3 + i * 0.04)], []);
    const times = keeper
      .take('t')
      .map((crop) => crop.at)
      .sort((a, b) => a - b);
    expect(times).toHaveLength(4);
    for (const [i, at] of times.entries()) expect(at - (times[i - 1] ?? -250)).toBeGreaterThanOrEqual(250);
  });

  it('prefers the sharp picture of two alike', () => {
    const keeper = new CropKeeper({ perTrack: 1, spacing: 1000 });
    keeper.offer(flat(320, 180), [subject(0.8)], []);
    keeper.offer(chequer(flat(320, 180, 120, 128, 128, 3000), 100, 50, 100, 100), [subject(0.8)], []);
    expect(keeper.take('t')[0]?.at).toBe(3000);
  });

  it('cuts a square in pixels with the animal in it', () => {
    const keeper = new CropKeeper();
    keeper.offer(flat(1280, 720), [subject(0.8)], []);
    const { width, height, region } = keeper.take('t')[0]!.cut;
    expect(Math.abs(width - height)).toBeLessThanOrEqual(2);
    expect(region.x).toBeLessThan(box.x);
    expect(region.x + region.w).toBeGreaterThan(box.x + box.w);
  });
});

describe('the people of a crop', () => {
  it('are those of its frame, and those who stood there in the seconds before', () => {
    const keeper = new CropKeeper();
    const person = { x: 0.35, y: 0.3, w: 0.1, h: 0.4 };
    keeper.offer(flat(320, 180, 120, 128, 128, 0), [], [person]);
    keeper.offer(flat(320, 180, 120, 128, 128, 3000), [subject(0.8)], []);
    keeper.offer(flat(320, 180, 120, 128, 128, 9000), [subject(0.8)], []);
    const people = keeper.take('t').map((crop) => [crop.at, crop.people]);
    expect(people).toEqual([
      [3000, [person]],
      [9000, []],
    ]);
  });

  it('are also those who are found in the seconds after, once each, where they were overlooked', () => {
    const keeper = new CropKeeper();
    const person = { x: 0.35, y: 0.3, w: 0.1, h: 0.4 };
    keeper.offer(flat(320, 180, 120, 128, 128, 0), [subject(0.8)], []);
    keeper.offer(flat(320, 180, 120, 128, 128, 3000), [{ ...subject(0.8), track: 'other' }], []);
    keeper.offer(flat(320, 180, 120, 128, 128, 5000), [], [person]);
    keeper.offer(flat(320, 180, 120, 128, 128, 6000), [], [person]);
    expect(keeper.take('t')[0]?.people).toEqual([]);
    expect(keeper.take('other')[0]?.people).toEqual([person]);
  });
});

describe('CropWriter', () => {
  it('writes one crop early and one in the end, never the same, and takes none from who names by them', async () => {
    const data = mkdtempSync(join(tmpdir(), 'roost-media-'));
    const keeper = new CropKeeper();
    const media: Media[] = [];
    const hooks = { written: (one: Media) => media.push(one), failed: () => undefined };
    const writer = new CropWriter({ data, camera: 'east', keeper }, hooks);
    for (let at = 0; at < 1500; at += 300) keeper.offer(flat(320, 180, 120, 128, 128, at), [subject(0.8)], []);
    const kept = keeper.best('t');
    writer.early('t', 1000);
    writer.early('t', 1500);
    writer.early('t', 1700);
    expect(keeper.best('t')).toEqual(kept);
    writer.last('t');
    await writer.idle();
    expect(media.map(({ id, at }) => [id, at])).toEqual([
      ['t-1', kept[0]!.at],
      ['t-2', kept[1]!.at],
    ]);
    expect(keeper.best('t')).toEqual([]);
    rmSync(data, { recursive: true });
  });
});

it('tells what a disk refuses in the same words for every crop, so that it is told once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'roost-media-'));
  const data = join(folder, 'file');
  writeFileSync(data, '');
  const keeper = new CropKeeper();
  const told: string[] = [];
  const hooks = { written: () => undefined, failed: (error: unknown) => told.push((error as Error).message) };
  const writer = new CropWriter({ data, camera: 'east', keeper }, hooks);
  for (const track of ['first', 'second']) {
    keeper.offer(flat(320, 180, 120, 128, 128, 0), [{ ...subject(0.8), track }], []);
    writer.last(track);
  }
  await writer.idle();
  expect(told).toEqual(Array(2).fill(`write crops ${data}: the disk refuses (ENOTDIR). Tracks are counted without`));
  rmSync(folder, { recursive: true });
});

it('wipes out in a written crop who stands before the animal, and who stood there moments before', async () => {
  const data = mkdtempSync(join(tmpdir(), 'roost-media-'));
  const keeper = new CropKeeper();
  const media: Media[] = [];
  const hooks = { written: (one: Media) => media.push(one), failed: () => undefined };
  const writer = new CropWriter({ data, camera: 'east', keeper }, hooks);
  const walker = { x: 0.38, y: 0.3, w: 0.06, h: 0.4 };
  const bird = () => chequer(flat(320, 180), 128, 72, 32, 36);
  const now = (frame: ReturnType<typeof flat>, at: number) => ({ ...frame, at });
  const walked = chequer(bird(), 122, 54, 19, 72, 2);
  keeper.offer(now(walked, 0), [{ ...subject(0.8), track: 'before' }], [walker]);
  keeper.offer(now(bird(), 1000), [{ ...subject(0.8), track: 'after' }], []);
  keeper.offer(now(bird(), 60_000), [{ ...subject(0.8), track: 'alone' }], []);
  for (const track of ['before', 'after', 'alone']) writer.last(track);
  await writer.idle();
  expect(media.map(({ track, blurred }) => [track, blurred])).toEqual([
    ['before', true],
    ['after', true],
    ['alone', false],
  ]);
  rmSync(data, { recursive: true });
});

describe('a kept crop', () => {
  let data: string;
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'roost-media-'));
  });
  afterEach(() => rmSync(data, { recursive: true }));

  it('is a JPEG under its day with hash, region and box', async () => {
    const keeper = new CropKeeper();
    keeper.offer(flat(320, 180, 120, 128, 128, Date.parse('2026-05-01T03:00:00Z')), [subject(0.8)], []);
    const media = await writeCrop(data, 'east', keeper.take('t')[0]!, 't-1');
    expect(media).toMatchObject({
      file: 'media/east/2026-05-01/t-1.jpg',
      track: 't',
      type: 'crop',
      blurred: false,
      box,
    });
    const bytes = readFileSync(join(data, media.file));
    expect(sha256(bytes)).toBe(media.sha256);
    expect((await sharp(bytes).metadata()).format).toBe('jpeg');
  });

  it('has people blurred, and nothing else', async () => {
    const frame = chequer(chequer(flat(320, 180), 20, 40, 60, 100), 200, 40, 60, 100);
    const whole = cut(frame, { x: 0, y: 0, w: 1, h: 1 });
    const { bytes, blurred } = await encode(whole, [{ x: 20 / 320, y: 40 / 180, w: 60 / 320, h: 100 / 180 }]);
    expect(blurred).toBe(true);
    const spread = async (left: number) => {
      const { channels } = await sharp(
        await sharp(bytes).extract({ left, top: 60, width: 40, height: 60 }).toBuffer(),
      ).stats();
      return channels[0]!.stdev;
    };
    expect(await spread(30)).toBeLessThan(15);
    expect(await spread(210)).toBeGreaterThan(60);
  });
});
