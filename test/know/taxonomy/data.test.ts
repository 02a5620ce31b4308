import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { regionList } from '../../../src/know/taxonomy/regions.ts';
import { findTaxon, taxa, taxonById } from '../../../src/know/taxonomy/taxa.ts';

/** Ids that records may hold: each once given stays, whatever its scientific name becomes. */
const GIVEN: Readonly<Record<string, string>> = {
  'acridotheres-cristatellus': '八哥',
  'alcedo-atthis': '普通翠鸟',
  'anas-platyrhynchos': '绿头鸭',
  anatidae: '鸭科',
  'anser-caerulescens': '雪雁',
  'ardea-cinerea': '苍鹭',
  aves: '鸟纲',
  'calamornis-heudei': '震旦鸦雀',
  'calidris-pygmaea': '勺嘴鹬',
  charadriiformes: '鸻形目',
  'ciconia-boyciana': '东方白鹳',
  'egretta-garzetta': '白鹭',
  'emberiza-aureola': '黄胸鹀',
  'leucogeranus-leucogeranus': '白鹤',
  mammalia: '哺乳纲',
  'neophocaena-asiaeorientalis': '长江江豚',
  'passer-montanus': '麻雀',
  'platalea-minor': '黑脸琵鹭',
  'pycnonotus-sinensis': '白头鹎',
  'saundersilarus-saundersi': '黑嘴鸥',
};

describe('the table of taxa', () => {
  it('keeps the ids that were given', () => {
    expect(Object.fromEntries(Object.keys(GIVEN).map((id) => [id, taxonById(id)?.chinese]))).toEqual(GIVEN);
  });

  it('gives no two species the same name', () => {
    const species = taxa().filter((taxon) => taxon.rank === 'species');
    for (const name of ['scientific', 'chinese', 'english'] as const) {
      const given = species.flatMap((taxon) => taxon[name]?.toLowerCase() ?? []);
      const twice = given.filter((value, index) => given.indexOf(value) !== index);
      expect(twice).toEqual([]);
    }
  });

  it('names every order and family in Chinese and English', () => {
    const groups = taxa().filter((taxon) => taxon.rank === 'order' || taxon.rank === 'family');
    expect(groups.filter((taxon) => !taxon.english).map((taxon) => taxon.id)).toEqual([]);
    expect(groups.filter((taxon) => !/[目科]$/.test(taxon.chinese ?? '')).map((taxon) => taxon.id)).toEqual([]);
  });

  it('names only sources that are described', () => {
    const lines = readFileSync(new URL('../../../src/know/taxonomy/data/sources.csv', import.meta.url), 'utf8').split(
      '\n',
    );
    const described = new Set(lines.slice(1).map((line) => line.split(',')[0]));
    const named = new Set(taxa().flatMap((taxon) => taxon.sources));
    expect([...named].filter((source) => !described.has(source))).toEqual([]);
    expect(taxa().filter((taxon) => taxon.sources.length === 0)).toEqual([]);
    const categories = ['IUCN by hand', 'BirdLife data zone'];
    const rated = taxa().filter((taxon) => taxon.iucn);
    expect(rated.filter(({ sources }) => !categories.some((source) => sources.includes(source)))).toEqual([]);
  });

  it('finds the birds of the lower Yangtze by their usual names', () => {
    const names = ['震旦鸦雀', '珠颈斑鸠', '黄腹山雀', '环颈鸻', '金眶鸻', '远东山雀', '斑嘴鸭', '暗绿绣眼鸟', '乌鸫'];
    expect(names.filter((name) => findTaxon(name)?.rank !== 'species')).toEqual([]);
  });
});

describe('names of Chinese lists', () => {
  it.each([
    ['蒙古银鸥', 'Larus vegae'],
    ['短趾百灵', 'Alaudala cheleensis'],
    ['中华短趾百灵', 'Calandrella dukhunensis'],
    ['白额燕尾', 'Enicurus leschenaulti'],
    ['白冠燕尾', 'Enicurus leschenaulti'],
    ['黑额凤鹛', 'Yuhina nigrimenta'],
    ['黑颏凤鹛', 'Yuhina nigrimenta'],
    ['小白鹭', 'Egretta garzetta'],
    ['台湾蓝鹊', 'Urocissa caerulea'],
    ['白尾麦鸡', 'Vanellus leucurus'],
    ['禾花雀', 'Emberiza aureola'],
    ['獐子', 'Hydropotes inermis'],
    ['Megalaima virens', 'Psilopogon virens'],
  ])('%s is %s', (name, scientific) => {
    expect(findTaxon(name)?.scientific).toBe(scientific);
  });

  it('mean what they mean today where an older list meant another bird', () => {
    const names = ['大山雀', '欧亚大山雀', '虎斑地鸫', '小虎斑地鸫', '灰眉岩鹀', '淡灰眉岩鹀', '石鸻'];
    expect(names.map((name) => findTaxon(name)?.scientific)).toEqual([
      ...['Parus cinereus', 'Parus major', 'Zoothera aurea', 'Zoothera dauma'],
      ...['Emberiza godlewskii', 'Emberiza cia', 'Burhinus oedicnemus'],
    ]);
  });
});

describe('the list of China', () => {
  const china = regionList('china').taxa;

  it('holds species of the table, each once', () => {
    expect(china.filter((id) => taxonById(id)?.rank !== 'species')).toEqual([]);
    expect(new Set(china).size).toBe(china.length);
  });

  it('holds every protected species', () => {
    const listed = new Set(china);
    const missing = taxa().filter((taxon) => taxon.protection && !listed.has(taxon.id));
    expect(missing.map((taxon) => taxon.id)).toEqual([]);
  });
});
