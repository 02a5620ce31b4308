import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { RANKS, type Rank } from '../../../src/base/domain.ts';
import { regionList } from '../../../src/know/taxonomy/regions.ts';
import { findTaxon, isWithin, taxa, taxonById } from '../../../src/know/taxonomy/taxa.ts';
import { CATEGORIES } from '../../../src/know/taxonomy/taxon.ts';
import { shared } from '../../shared.ts';

/** A line of the hand-written tables of taxa. */
interface Row {
  readonly scientific: string;
  readonly rank: Rank;
  readonly parent: string;
  readonly chinese: string;
  readonly english: string;
  readonly protection: string;
  readonly note: string;
  readonly iucn: string;
  readonly redList: string;
  readonly synonyms: string;
  readonly sources: string;
}

function read<T>(path: string): T[] {
  return parse(readFileSync(new URL(`../../../${path}`, import.meta.url)), { columns: true });
}

const rows = read<Row>('src/know/taxonomy/by-hand/mammals.csv');
const byName = new Map(rows.map((row) => [row.scientific, row]));

describe('mammals', () => {
  it('hold all that are protected: 99 at level I, 86 at level II', () => {
    const level = (wanted: string) => rows.filter((row) => row.protection === wanted);
    expect([level('1').length, level('2').length]).toEqual([99, 86]);
    expect(rows.filter((row) => row.protection && row.rank !== 'species')).toEqual([]);
  });

  it('stand once, each below a parent of the next wider rank', () => {
    expect(byName.size).toBe(rows.length);
    const roots = rows.filter((row) => row.parent === '');
    expect(roots.map((row) => row.scientific)).toEqual(['Mammalia']);
    const wrong = rows.filter(
      (row) => row.parent && RANKS.indexOf(byName.get(row.parent)?.rank ?? row.rank) !== RANKS.indexOf(row.rank) - 1,
    );
    expect(wrong).toEqual([]);
  });

  it('are species of the genus that their name says', () => {
    const species = rows.filter((row) => row.rank === 'species');
    expect(species.filter((row) => !/^[A-Z][a-z]+ [a-z]+$/.test(row.scientific))).toEqual([]);
    expect(species.filter((row) => row.scientific.split(' ')[0] !== row.parent)).toEqual([]);
  });

  it('have a Chinese and an English name, save where a genus has none', () => {
    expect(rows.filter((row) => row.rank !== 'genus' && !(row.chinese && row.english))).toEqual([]);
    expect(rows.filter((row) => row.sources === '')).toEqual([]);
  });

  it('use the categories that exist', () => {
    const categories: readonly string[] = ['', ...CATEGORIES];
    expect(rows.filter((row) => ![row.iucn, row.redList].every((category) => categories.includes(category)))).toEqual(
      [],
    );
  });

  it('share no name between species', () => {
    const owners = new Map<string, string>();
    const clashes: string[] = [];
    for (const row of rows.filter((one) => one.rank === 'species')) {
      const names = [row.scientific, row.chinese, row.english, ...row.synonyms.split(';')];
      for (const name of new Set(names.filter(Boolean).map((one) => one.toLowerCase()))) {
        if (owners.has(name)) clashes.push(`${name}: ${owners.get(name)}, ${row.scientific}`);
        owners.set(name, row.scientific);
      }
    }
    expect(clashes).toEqual([]);
  });

  it('of China are species of the table, with every protected and no foreign one', () => {
    const china = read<{ scientific: string }>('src/know/taxonomy/by-hand/china-mammals.csv').map(
      (row) => row.scientific,
    );
    expect(new Set(china).size).toBe(china.length);
    expect(china.filter((name) => byName.get(name)?.rank !== 'species')).toEqual([]);
    expect(rows.filter((row) => row.protection && !china.includes(row.scientific))).toEqual([]);
    expect(china).not.toContain('Panthera leo');
  });
});

describe('mammals of the taxonomy', () => {
  const merged = taxa().filter((taxon) => isWithin(taxon.id, 'mammalia'));

  it('are those of the table, with their facts', () => {
    const facts = rows.map((row) =>
      [row.scientific, row.rank, row.protection, row.iucn, row.redList, row.parent].join(),
    );
    const ours = merged.map((taxon) => {
      const parent = taxon.parent && taxonById(taxon.parent)?.scientific;
      const { scientific, rank, protection, iucn, redList } = taxon;
      return [scientific, rank, protection, iucn, redList, parent].join();
    });
    expect(ours.sort()).toEqual(facts.sort());
  });

  it('are found by every name that a species has', () => {
    const lost: string[] = [];
    for (const row of rows.filter((one) => one.rank === 'species')) {
      const names = [row.scientific, row.chinese, ...row.synonyms.split(';')].filter(Boolean);
      lost.push(...names.filter((name) => findTaxon(name)?.scientific !== row.scientific));
    }
    expect(lost).toEqual([]);
  });

  it('are on the list of China where they live there', () => {
    const china = new Set(regionList('china').taxa);
    const listed = merged
      .filter((taxon) => taxon.rank === 'species' && china.has(taxon.id))
      .map((one) => one.scientific);
    const wanted = read<{ scientific: string }>('src/know/taxonomy/by-hand/china-mammals.csv').map(
      (row) => row.scientific,
    );
    expect(listed.sort()).toEqual(wanted.sort());
  });
});

const LIST = shared('data/mammals_protected_china.csv');

describe.skipIf(!LIST)('the protected mammals of the 2021 list', () => {
  it('are all there, by name, level and remark', () => {
    const list = parse(readFileSync(LIST!), { columns: true, bom: true }) as Record<string, string>[];
    const listed = list.map((row) => {
      const [, chinese, remark] = /^([^(]+)(?:\((.+)\))?$/.exec(row.vernacularNameZh!)!;
      return `${chinese} ${row.protectionLevel} ${remark ?? ''}`;
    });
    const wild = (note: string) => (note === '仅限野外种群' ? note : '');
    const ours = rows
      .filter((row) => row.protection)
      .map((row) => `${row.chinese} ${row.protection} ${wild(row.note)}`);
    expect(ours.sort()).toEqual(listed.sort());
  });
});
