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
import type { Figures } from '../../../src/tell/report/figures.ts';
import { gather } from '../../../src/tell/report/gather.ts';
import { toHtml } from '../../../src/tell/report/html.ts';
import { unzip } from '../export/unzip.ts';
import { halfYearFixture, local, ZONE } from './fixture.ts';
import { halfYearSource } from './sources.ts';

let folder: string;
let store: StoreReader;
let figures: Figures;
const half = halfYearOf('2026H1', ZONE);
const style = { link: 'http://box:8420', site: 'East <island>', timeZone: ZONE, gapSeconds: 60 };
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roost-report-'));
  store = readStore(await halfYearFixture(folder));
  figures = await gather(halfYearSource(store, folder), half);
});
afterAll(async () => {
  store.close();
  await rm(folder, { recursive: true });
});

const csvOf = (of: Figures, lang: 'zh' | 'en'): string[][] =>
  parse(toCsv(compose(of, { ...style, lang })), { relaxColumnCount: true });

describe('a report', () => {
  it('is one HTML file without anything from outside, its numbers linked, its text escaped', async () => {
    const html = await toHtml(compose(figures, { ...style, lang: 'zh' }), folder);
    expect(html).toContain('<html lang="zh-CN">');
    expect(html).toContain('<title>East &lt;island&gt;鸟类与兽类监测半年报告</title>');
    expect(html).toContain('灰鹤</td>');
    expect(html).toContain('二级</td>');
    const link =
      'http://box:8420/api/v1/visits?counts=true&amp;taxon=anas-platyrhynchos&amp;from=2025-12-31T16:00:00.000Z&amp;to=2026-06-30T16:00:00.000Z';
    expect(html).toContain(`<a href="${link}">4</a>`);
    expect(html.match(/data:image\/jpeg;base64,/g)).toHaveLength(1);
    // A map, activity, species by month.
    expect(html.match(/<svg/g)).toHaveLength(3);
    expect(html.replaceAll(/<a href="[^"]*"/g, '').replaceAll('http://www.w3.org/', '')).not.toMatch(
      /https?:\/\/(?!box)/,
    );
    expect(html).toContain('yolox-nano@e8af0749');
    for (const caption of ['表 1　相机', '图 1　监测点位置', '图 2　灰鹤 Grus grus（二级，本站新记录，'])
      expect(html).toContain(caption);
    expect(html).not.toContain('访问次数');
  });

  it('has no links where readers have no address of the box, and says so', async () => {
    const { link: _, ...unlinked } = style;
    const html = await toHtml(compose(figures, { ...unlinked, lang: 'en' }), folder);
    expect(html.replaceAll(/href="#s\d+"/g, '')).not.toContain('href');
    expect(html).toContain('No address that readers could open is known');
  });

  it('tells who answers for it, and leaves blank what nobody said', async () => {
    const { cover } = compose(figures, {
      ...style,
      lang: 'zh',
      by: { unit: '管理处', author: '林月' },
      date: '2026-07-03',
    });
    expect(cover.lines).toEqual([
      { name: '编制单位', value: '管理处' },
      { name: '编制人', value: '林月' },
      { name: '审核人', value: undefined },
      { name: '编制日期', value: '2026-07-03' },
    ]);
  });

  it('says in words what its numbers are', () => {
    const text = (lang: 'zh' | 'en') =>
      compose(figures, { ...style, lang })
        .summary.map((block) => ('text' in block ? block.text : ''))
        .join('');
    for (const said of [
      'East <island> 2 个监测点的 2 台相机累计有效工作 11.0 个相机日，记录到野生动物 3 种，即鸟纲 3 目 3 科 3 种、兽纲 0 目 0 科 0 种；到访 7 次，独立有效记录 6 条',
      '国家重点保护野生动物 1 种：二级 1 种（灰鹤）',
      '本站新记录物种 1 种（灰鹤），均已经人工复核',
      '鸟纲中独立有效记录最多的是绿头鸭（3 条）、',
      '单次同时出现个体最多的是绿头鸭，10 只',
      '与 2025 年下半年相比，物种数由 2 种变为 3 种（增加 1）',
      '全部 9 次到访中已有人复核 3 次',
    ])
      expect(text('zh')).toContain(said);
    expect(text('en')).toContain('They recorded 3 wild species: 3 of birds (3 orders, 3 families) and 0 of mammals');
    expect(text('en')).toContain('Under national protection: 1 of level II (Common Crane).');
    // A minute of looking is not none.
    const short = compose({ ...figures, effortDays: 0.001 }, { ...style, lang: 'zh' });
    expect(JSON.stringify(short.summary)).toContain('累计有效工作 < 0.05 个相机日');
    const nothing = { ...figures, protected: [], newToSite: [] };
    const { before: _, ...alone } = nothing;
    expect(JSON.stringify(compose(alone, { ...style, lang: 'zh' }).summary)).toMatch(
      /未记录到国家重点.*无本站新记录.*无从比较/,
    );
  });

  it('says of a half-year in which nobody looked that nothing is known, and not that nothing was there', async () => {
    const dark = await gather(halfYearSource(store, folder), halfYearOf('2024H1', ZONE));
    expect(dark.known).toBe(false);
    expect(dark.effort).toEqual([]);
    const { summary } = compose(dark, { ...style, lang: 'en' });
    expect(JSON.stringify(summary)).toContain('whether any animal was there is not known');
    expect(JSON.stringify(summary)).not.toMatch(/0 visits|protection/);
  });

  it('is CSV whose numbers a spreadsheet reads', () => {
    const rows = csvOf(figures, 'en');
    const row = (name: string) => rows.find(([first]) => first === name);
    expect(row('Visits')).toEqual(['Visits', '7', '2']);
    expect(row('Independent records')).toEqual(['Independent records', '6', '2']);
    expect(row('Birds')).toEqual(['Birds', '3', '3', '3', '7', '6', '28']);
    expect(rows.find((cells) => cells[2] === 'Anas platyrhynchos' && cells.length > 10)?.slice(3, 9)).toEqual([
      ...['4', '3', '10', '–', '–', '2'],
    ]);
    // Orders and families are columns.
    expect(rows).toContainEqual(expect.arrayContaining(['Gruiformes', 'Gruidae', 'Common Crane', 'Grus grus']));
  });

  it('tells RAI of species only, and reviews that add up, the uncertain ones with them', () => {
    const rows = csvOf(figures, 'zh');
    for (const head of rows.filter((row) => row.includes('RAI'))) expect(head).toContain('学名');
    expect(rows).not.toContainEqual(expect.arrayContaining(['合计', 'RAI']));
    const at = rows.findIndex(([first]) => first === '复核结果');
    const table = rows.slice(at + 1, rows.findIndex(([first], index) => index > at && first === '合计') + 1);
    expect(table.map(([name]) => name)).toContain('存疑');
    for (const column of [1, 2, 3]) {
      const numbers = table.map((row) => Number(row[column]));
      expect(numbers.slice(0, -1).reduce((sum, count) => sum + count, 0)).toBe(numbers.at(-1));
    }
  });

  it('tells hours and camera-days that agree, and where cameras stood as wide as may be told', () => {
    const rows = csvOf(figures, 'zh');
    const effort = rows.slice(rows.findIndex((row) => row.includes('可观测小时')) + 1).slice(0, 3);
    expect(effort).toEqual([
      ['东滩一号', '288', '240', '240', '10', '48', '1', '2026-01-11 起 48.0 小时，主机未运行'],
      ['reeds', '48', '48', '24', '1', '0', '1', '2026-02-11 起 24.0 小时，画面过暗'],
      ['合计', '336', '288', '264', '11', '48', '2', ''],
    ]);
    expect(rows).toContainEqual(['1', '东滩一号', 'mudflat', '', 'reed bed', '31.5°N 121.9°E*', '全程']);
    expect(rows).toContainEqual([
      '2',
      'reeds',
      'reeds',
      'north',
      'reed bed',
      '31.51234°N 121.9°E',
      '2026-02-10 – 2026-02-11',
    ]);
    expect(rows.flat()).toContainEqual(expect.stringContaining('带 * 的位置只概略到 0.1°'));
  });

  it('is CSV whose text no spreadsheet takes for a formula, unless that is not wanted', () => {
    const cover = { lines: [], signature: [] };
    const parts = { cover, summaryTitle: '', summary: [], blocks: [], appendix: [], across: [] };
    const document = { lang: 'zh', title: ['=1', '+1'], subtitle: '-2 C', ...parts } as const;
    expect(toCsv(document)).toMatch(/^'=1\+1\r\n'-2 C\r\n/);
    expect(toCsv(document, csvLine)).toMatch(/^=1\+1\r\n-2 C\r\n/);
    const table = {
      kind: 'table',
      caption: 'one',
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
    const csv = csvOf({ ...figures, corrected }, 'en');
    expect(csv).toContainEqual(['Mallard', 'Anas platyrhynchos', '40', '44', '31 – 60']);
    expect(csv.flat().join(' ')).toContain('too small for 2 taxa, which are left out; about 30 more reviews');
  });

  it('is a Word document with Chinese fonts, numbered captions, links, pictures, and a page across for wide tables', async () => {
    const files = await unzip(await toDocx(compose(figures, { ...style, lang: 'zh' }), folder));
    const text = String(files.get('word/document.xml'));
    for (const word of ['灰鹤', '绿头鸭', '群次', '本站新记录物种', '编制单位', '表 2　', '图 2　', '（单位盖章）'])
      expect(text).toContain(word);
    expect(text.match(/<w:drawing>/g)).toHaveLength(4);
    expect(text.match(/w:orient="landscape"/g)).toHaveLength(1);
    // The head of a table is told again on each page, no row is parted, and none stands alone.
    const [tables, heads] = [text.match(/<w:tblGrid>/g)!.length, text.match(/<w:tblHeader\/>/g)!.length];
    // The other two are of the title page, and one holds the picture.
    expect(heads).toBe(tables - 3);
    expect(text.match(/<w:cantSplit\/>/g)!.length).toBeGreaterThan(heads);
    const styles = String(files.get('word/styles.xml'));
    expect(styles).toMatch(/<w:docDefaults>.*w:eastAsia="宋体".*<\/w:docDefaults>/s);
    expect(styles).toMatch(/w:styleId="Heading1".*?w:eastAsia="黑体"/s);
    expect(String(files.get('word/_rels/document.xml.rels'))).toContain('taxon=anas-platyrhynchos');
  });

  it('tell which cameras moved, in a line each', () => {
    expect(figures.moves).toEqual([]);
    const [before] = store.deployments.all();
    const after = { ...before!, id: 'east-2', station: 'pier', latitude: 31.51, startAt: local('2026-03-05') };
    const moves = [{ camera: 'east', at: after.startAt, before: before!, after, metres: 1112 }];
    const lines = (lang: 'zh' | 'en') => JSON.stringify(compose({ ...figures, moves }, { ...style, lang }).blocks);
    expect(lines('en')).toContain(
      'Camera 东滩一号 was put up anew on 2026-03-05: from station east to pier, 1.1 km away.',
    );
    expect(lines('zh')).toContain('相机 东滩一号 于 2026-03-05 重新布设：监测点由 east 改为 pier，距原位置 1.1 km。');
  });
});
