import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvLine } from '../../../src/base/csv.ts';
import { readStore, type StoreReader } from '../../../src/count/store/open.ts';
import { halfYearOf } from '../../../src/count/tally/half-year.ts';
import { compose } from '../../../src/tell/report/compose.ts';
import { toCsv } from '../../../src/tell/report/csv.ts';
import { toDocx } from '../../../src/tell/report/docx.ts';
import type { ClassFigures, Figures } from '../../../src/tell/report/figures.ts';
import { gather } from '../../../src/tell/report/gather.ts';
import { toHtml } from '../../../src/tell/report/html.ts';
import { unzip } from '../export/unzip.ts';
import { halfYearFixture, LISTED, local, ZONE } from './fixture.ts';

let folder: string;
let store: StoreReader;
let figures: Figures;
const half = halfYearOf('2026H1', ZONE);
const style = { link: 'http://box:8420', site: 'East <island>', timeZone: ZONE, gapSeconds: 60 };
const source = () => ({
  store,
  data: folder,
  timeZone: ZONE,
  sample: { share: 0.02, seed: '' },
  listed: (taxon: string) => LISTED.includes(taxon),
  now: local('2026-08-01'),
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roost-report-'));
  store = readStore(await halfYearFixture(folder));
  figures = await gather(source(), half);
});
afterAll(async () => {
  store.close();
  await rm(folder, { recursive: true });
});

const ids = (list: readonly { taxon: { id: string } }[]) => list.map(({ taxon }) => taxon.id);

describe('figures of a half-year', () => {
  it('have totals, beside those of the half-year before', () => {
    expect(figures.totals).toEqual({ orders: 3, families: 3, species: 3, visits: 7, records: 6, individuals: 28 });
    expect(figures.effortDays).toBeCloseTo(11, 10);
    expect(figures.before).toMatchObject({
      half: { name: '2025H2' },
      totals: { species: 2, visits: 2, records: 2, individuals: 2 },
    });
    expect(figures.before?.effortDays).toBeCloseTo(1, 10);
    expect(figures.before?.gained.map(({ id }) => id).sort()).toEqual(['ardea-cinerea', 'grus-grus']);
    expect(figures.before?.lost.map(({ id }) => id)).toEqual(['egretta-garzetta']);
  });

  it('tell birds and mammals apart: species in their order, what is named wider, and domestic animals', () => {
    const [birds, mammals] = figures.classes as [ClassFigures, ClassFigures];
    expect([birds.taxon.chinese, mammals.taxon.chinese]).toEqual(['鸟纲', '哺乳纲']);
    expect(ids(birds.species)).toEqual(['anas-platyrhynchos', 'grus-grus', 'ardea-cinerea']);
    expect(birds.species[0]).toMatchObject({
      order: { scientific: 'Anseriformes' },
      family: { scientific: 'Anatidae' },
      peakHour: 6,
      counts: {
        ...{ visits: 4, records: 3, individuals: 20, maxIndividuals: 10, daysPresent: 2, reviewed: 0 },
        ...{ firstAt: local('2026-01-02T06:00'), lastAt: local('2026-02-10T06:00') },
      },
    });
    expect(birds.species[2]?.counts).toMatchObject({ visits: 1, individuals: 2, adults: 1, juveniles: 1, reviewed: 1 });
    expect(ids(birds.wider)).toEqual(['anatidae']);
    expect(birds.wider[0]?.counts).toMatchObject({ visits: 1, individuals: 4 });
    expect(ids(birds.top)[0]).toBe('anas-platyrhynchos');
    expect(mammals).toMatchObject({ species: [], wider: [], totals: { species: 0, visits: 0 } });
    expect(mammals.domestic).toMatchObject([
      { taxon: { id: 'canis-familiaris' }, counts: { visits: 1, individuals: 2 } },
    ]);
  });

  it('tell what is new, protected, in groups and most recorded', () => {
    expect(figures.newToSite).toMatchObject([
      { species: { taxon: { id: 'grus-grus' } }, first: { visit: { id: 'crane' } } },
    ]);
    expect(figures.pictures).toMatchObject([
      {
        species: { taxon: { id: 'grus-grus' } },
        isNew: true,
        file: 'media/east/crane.jpg',
        of: { visit: { id: 'crane' } },
      },
    ]);
    expect(figures.protected).toMatchObject([
      { taxon: { id: 'grus-grus', protection: 2 }, counts: { visits: 1, maxIndividuals: 2 } },
    ]);
    expect(figures.groups.map(({ taxon, counts }) => [taxon.id, counts.groups])).toEqual([
      ['anas-platyrhynchos', { count: 4, smallest: 2, largest: 10 }],
      ['grus-grus', { count: 1, smallest: 2, largest: 2 }],
    ]);
  });

  it('tell hours, months and effort with its gaps', () => {
    expect(
      Object.fromEntries(
        figures.classes[0]!.hours.filter(({ visits }) => visits).map(({ hour, visits }) => [hour, visits]),
      ),
    ).toEqual({
      ...{ 6: 3, 7: 1, 9: 1, 17: 1, 23: 1 },
    });
    expect(figures.months.map(({ species }) => species[0])).toEqual([1, 1, 1, 1, null, 0]);
    expect(figures.effort).toMatchObject([
      { camera: 'east', effortDays: 10, watchedHours: 240, gaps: 1, stoodHours: 288, longest: { why: 'not-running' } },
      { camera: 'reeds', effortDays: 1, watchedHours: 48, gaps: 1, stoodHours: 48, longest: { why: 'dark' } },
    ]);
  });

  it('tell which cameras moved, in a line each', () => {
    expect(figures.moves).toEqual([]);
    const [before] = store.deployments.all();
    const after = { ...before!, id: 'east-2', station: 'pier', latitude: 31.51, startAt: local('2026-03-05') };
    const moves = [{ camera: 'east', at: after.startAt, before: before!, after, metres: 1112 }];
    const lines = (lang: 'zh' | 'en') => JSON.stringify(compose({ ...figures, moves }, { ...style, lang }).blocks);
    expect(lines('en')).toContain('Camera east was put up anew on 2026-03-05: from station east to pier, 1.1 km away.');
    expect(lines('zh')).toContain('相机 east 于 2026-03-05 重新布设：监测点由 east 改为 pier，距原位置 1.1 km。');
  });

  it('tell what was reviewed, by how many, and under which models', () => {
    const { rows, people } = figures.reviews;
    expect(people).toBe(2);
    expect(rows.filter(({ visits }) => visits > 0)).toEqual([
      { state: 'confirmed', visits: 1, counted: 1, domestic: 0 },
      { state: 'corrected', visits: 1, counted: 1, domestic: 0 },
      { state: 'rejected', visits: 1, counted: 0, domestic: 0 },
      { state: 'unreviewed', visits: 6, counted: 5, domestic: 1 },
    ]);
    // They add up: to what counts, and to what the totals say.
    expect(rows.reduce((sum, { counted }) => sum + counted, 0)).toBe(figures.totals.visits);
    expect(figures.setups).toMatchObject([{ id: 'setup-1', checklist: 'east-island@3f2a9c10' }]);
    expect(figures.rule).toEqual({ intervalMinutes: 30, compare: 'lastIndependentRecord' });
  });

  it('end where the half-year has come to, and refuse one that has not begun', async () => {
    const february = await gather({ ...source(), now: local('2026-02-01') }, half);
    expect(february.totals).toMatchObject({ species: 1, visits: 3, records: 2 });
    expect(february.effortDays).toBeCloseTo(10, 10);
    await expect(gather({ ...source(), now: local('2025-12-31') }, half)).rejects.toThrow('2026H1: has not begun');
  });

  it('refuse sums of another time zone, and say how to make them anew', async () => {
    await expect(gather({ ...source(), timeZone: 'Europe/Berlin' }, half)).rejects.toThrow(
      /Asia\/Shanghai.*Start the box once/,
    );
  });
});

describe('a report', () => {
  it('is one HTML file without anything from outside, its numbers linked, its text escaped', async () => {
    const html = await toHtml(compose(figures, { ...style, lang: 'zh' }), folder);
    expect(html).toContain('<html lang="zh-CN">');
    expect(html).toContain('East &lt;island&gt;鸟类与兽类监测半年报告');
    expect(html).toContain('<td>灰鹤</td>');
    expect(html).toContain('<td>二级</td>');
    const link =
      'http://box:8420/api/v1/visits?counts=true&amp;taxon=anas-platyrhynchos&amp;from=2025-12-31T16:00:00.000Z&amp;to=2026-06-30T16:00:00.000Z';
    expect(html).toContain(`<a href="${link}">4</a>`);
    expect(html.match(/data:image\/jpeg;base64,/g)).toHaveLength(1);
    expect(html.match(/<svg/g)).toHaveLength(2);
    expect(html.replaceAll(/<a href="[^"]*"/g, '').replaceAll('http://www.w3.org/', '')).not.toMatch(
      /https?:\/\/(?!box)/,
    );
    expect(html).toContain('yolox-nano@e8af0749');
  });

  it('is CSV whose numbers a spreadsheet reads', () => {
    const rows: string[][] = parse(toCsv(compose(figures, { ...style, lang: 'en' })), { relaxColumnCount: true });
    const row = (name: string) => rows.find(([first]) => first === name);
    expect(row('Visits')).toEqual(['Visits', '7', '2']);
    expect(row('Independent records')).toEqual(['Independent records', '6', '2']);
    // A sum of RAI over all taxa means nothing: it is told by species alone.
    expect(row('RAI')).toBeUndefined();
    expect(rows.find((cells) => cells[2] === 'Anas platyrhynchos' && cells.length > 12)?.slice(3, 9)).toEqual([
      '4',
      '3',
      '10',
      '–',
      '–',
      '2',
    ]);
  });

  it('is CSV whose text no spreadsheet takes for a formula, unless that is not wanted', () => {
    const document = {
      lang: 'en' as const,
      ...{ title: '=1+1', subtitle: '-2 C', summaryTitle: '', summary: [], blocks: [], appendix: [] },
      cover: { lines: [], signature: [] },
    } as const;
    expect(toCsv(document)).toBe("'=1+1\r\n'-2 C\r\n\r\n\r\n");
    expect(toCsv(document, csvLine)).toBe('=1+1\r\n-2 C\r\n\r\n\r\n');
    const table = {
      kind: 'table',
      caption: '',
      head: ['a', 'b', 'c', 'd'],
      rows: [['007', '-0.50', '12', '-']],
    } as const;
    expect(toCsv({ ...document, blocks: [table] })).toContain("\r\n007,-0.5,12,'-\r\n");
  });

  it('tells corrected counts with their intervals, and for which taxa the sample is too small', () => {
    const facts = { named: 40, known: 9, inSample: 12 };
    const rows = [
      { taxon: 'anas-platyrhynchos', ...facts, corrected: { kind: 'estimated', count: 44, low: 31, high: 60 } },
      { taxon: 'grus-grus', ...facts, corrected: { kind: 'refused', moreReviews: 70 } },
      { taxon: 'ardea-cinerea', ...facts, corrected: { kind: 'refused', moreReviews: 30 } },
    ] as const;
    const corrected = { sample: { visits: 900, sampled: 80, decided: 79 }, rows };
    const csv: string[][] = parse(toCsv(compose({ ...figures, corrected }, { ...style, lang: 'en' })), {
      relaxColumnCount: true,
    });
    expect(csv).toContainEqual(['Mallard', 'Anas platyrhynchos', '40', '44', '31 – 60']);
    expect(csv.flat().join(' ')).toContain('too small for 2 taxa, which are left out; about 30 more reviews');
  });

  it('is a Word document with tables, links and pictures', async () => {
    const files = await unzip(await toDocx(compose(figures, { ...style, lang: 'zh' }), folder));
    const text = String(files.get('word/document.xml'));
    for (const word of ['灰鹤', '绿头鸭', '鸟纲', '编制单位', '本站新记录物种']) expect(text).toContain(word);
    // Without these, Word takes a font that has no Chinese.
    expect(String(files.get('word/styles.xml'))).toMatch(/w:eastAsia="[^"]+"/);
    expect(text.match(/<w:drawing>/g)).toHaveLength(3);
    expect(String(files.get('word/_rels/document.xml.rels'))).toContain('taxon=anas-platyrhynchos');
  });

  it.each(['2026H3', '2026', 'H1', '26H1', ''])('is refused for %j', (name) => {
    expect(() => halfYearOf(name, ZONE)).toThrow('is no half-year');
  });
});

it('half-years hold each other end to end', () => {
  expect(halfYearOf('2026h2', ZONE).from).toBe(half.to);
});
