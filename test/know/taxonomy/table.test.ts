import { describe, expect, it } from 'vitest';
import { readTable } from '../../../src/know/taxonomy/table.ts';

const HEAD = 'id,rank,parent,scientific,chinese,english,protection,note,iucn,redList,residency,sources\n';
const AVES = 'aves,class,,Aves,鸟纲,Birds,,,,,,by hand\n';
const ORDER = 'gruiformes,order,aves,Gruiformes,鹤形目,,,,,,,by hand\n';
const NONE = 'name,taxon\n';

describe('readTable', () => {
  it('leaves out what is not known', () => {
    const { taxa } = readTable(HEAD + AVES + ORDER, NONE);
    expect(taxa[1]).toEqual({
      id: 'gruiformes',
      rank: 'order',
      parent: 'aves',
      scientific: 'Gruiformes',
      chinese: '鹤形目',
      sources: ['by hand'],
    });
  });

  it('reads what is known of a species', () => {
    const line = 'x,class,,X,,,2,wild only,EN,VU,winter;passage,by hand; IUCN by hand\n';
    expect(readTable(HEAD + line, NONE).taxa[0]).toMatchObject({
      protection: 2,
      note: 'wild only',
      iucn: 'EN',
      redList: 'VU',
      residency: ['winter', 'passage'],
      sources: ['by hand', 'IUCN by hand'],
    });
  });

  it.each([
    ['an id that is given twice', AVES + AVES, 'taxa.csv:3: the id aves is given twice'],
    ['an unknown parent', ORDER, 'taxa.csv:2: the parent of gruiformes, aves, is unknown'],
    [
      'a rank that is left out',
      `${AVES}gruidae,family,aves,Gruidae,,,,,,,,\n`,
      'its parent must be of rank order, not class',
    ],
    ['a class with a parent', `${AVES}x,class,aves,X,,,,,,,,\n`, 'x is a class: it has no parent'],
    ['an order without a parent', `${AVES}x,order,,X,,,,,,,,\n`, 'its parent must be of rank class, not missing'],
    ['an unknown rank', 'x,kingdom,,X,,,,,,,,\n', 'rank "kingdom" is none of'],
    ['an unknown category', 'x,class,,X,,,,,ZZ,,,\n', 'iucn "ZZ" is none of'],
    ['an unknown level', 'x,class,,X,,,3,,,,,\n', 'protection "3" is none of 1, 2'],
    ['an unknown residency', 'x,class,,X,,,,,,,often,\n', 'residency "often" is none of'],
    ['a missing name', 'x,class,,,,,,,,,,\n', 'id or scientific name is missing'],
  ])('refuses %s', (_, lines, message) => {
    expect(() => readTable(HEAD + lines, NONE)).toThrow(message);
  });

  it('refuses a synonym of nothing, and one that is given twice', () => {
    expect(() => readTable(HEAD + AVES, `${NONE}Vögel,pisces\n`)).toThrow('"Vögel" means an unknown taxon, pisces');
    expect(() => readTable(HEAD + AVES, `${NONE}Vögel,aves\nVögel,aves\n`)).toThrow(
      'synonyms.csv:3: "Vögel" is given twice',
    );
  });
});
