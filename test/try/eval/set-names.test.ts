import { describe, expect, it } from 'vitest';
import { taxa } from '../../../src/know/taxonomy/taxa.ts';
import { namedCell, namedStart, notNamed } from '../../../src/try/eval/set-names.ts';

const MALLARD = { taxon: 'anas-platyrhynchos' };

describe('names of files and folders', () => {
  it.each([
    'Anas_platyrhynchos_01',
    'Anas platyrhynchos',
    'ANAS PLATYRHYNCHOS (2)',
    'anas-platyrhynchos',
    'anas-platyrhynchos-7',
    'Anas-platyrhynchos 7 female',
    '绿头鸭',
    '绿头鸭1',
    '绿头鸭_雌(3)',
    '绿头鸭（雄）',
    'mallard-2',
    'Mallard',
    ' Mallard 3 ',
  ])('reads %s as the mallard', (name) => {
    expect(namedStart(name)).toEqual(MALLARD);
  });

  it.each(['blank', 'Blank_12', 'empty-3', 'EMPTY', 'none', 'blank7', '空拍', '空拍3'])(
    'reads %s as no animal',
    (name) => {
      expect(namedStart(name)).toEqual({ taxon: undefined });
    },
  );

  it('takes the longest name that fits', () => {
    expect(namedStart('Anas_01')).toEqual({ taxon: 'anas' });
    expect(namedStart('Anas_sp_01')).toEqual({ taxon: 'anas' });
    expect(namedStart('Grey_Heron_Park_1')).toEqual({ taxon: 'ardea-cinerea' });
  });

  it('takes a mistyped species for nothing, not for its genus', () => {
    expect(namedStart('Anas_platyrhinchus_01')).toBeUndefined();
    expect(notNamed('Anas_platyrhinchos')).toContain('anas-platyrhynchos');
  });

  it.each(['IMG_0001', '2024-05-01', '', '0001', 'blanket', 'emptied'])('finds nothing in %j', (name) => {
    expect(namedStart(name)).toBeUndefined();
  });

  it('reads back every id and scientific name, with a number behind it', () => {
    for (const { id, scientific } of taxa()) {
      expect(namedStart(`${id}-1`), id).toEqual({ taxon: id });
      expect(namedStart(`${scientific.replaceAll(' ', '_')}_01`), scientific).toEqual({ taxon: id });
    }
  });
});

describe('names in cells', () => {
  it('reads names, blanks and paths', () => {
    expect(namedCell('Anas platyrhynchos')).toEqual(MALLARD);
    expect(namedCell('绿头鸭')).toEqual(MALLARD);
    expect(namedCell('Blank')).toEqual({ taxon: undefined });
    expect(namedCell('Aves > Anatidae > Anas platyrhynchos')).toEqual(MALLARD);
    expect(namedCell('Aves > Anatidae > Nonsuchus fictus')).toEqual({ taxon: 'anatidae', lacks: 'Nonsuchus fictus' });
    expect(namedCell('Nonsuchus fictus')).toBeUndefined();
    expect(namedCell('>')).toBeUndefined();
  });
});
