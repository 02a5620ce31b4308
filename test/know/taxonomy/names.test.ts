import { describe, expect, it } from 'vitest';
import { namesOf, taxonNamed, unknownName } from '../../../src/know/taxonomy/names.ts';

describe('taxonNamed', () => {
  it.each([
    'anas-platyrhynchos',
    'Anas platyrhynchos',
    ' ANAS  platyrhynchos ',
    'Anas platyrhynchos Linnaeus, 1758',
    'Anas platyrhynchos platyrhynchos',
    'Anas (Anas) platyrhynchos',
    '绿头鸭',
    'mallard',
  ])('%j is the mallard', (name) => {
    expect(taxonNamed(name)?.id).toBe('anas-platyrhynchos');
  });

  it('takes a species for its genus only where the name says so', () => {
    expect(taxonNamed('Anas sp.')?.id).toBe('anas');
    expect(taxonNamed('Anas spp')?.id).toBe('anas');
    expect(taxonNamed('Anas nusquama')).toBeUndefined();
  });

  it.each([
    ['Gallus gallus domesticus', 'gallus-gallus-domesticus'],
    ['Gallus gallus domesticus Linnaeus, 1758', 'gallus-gallus-domesticus'],
    ['Gallus gallus f. domestica', 'gallus-gallus-domesticus'],
    ['Anser cygnoides var. domesticus', 'anser-cygnoides-domesticus'],
    ['Gallus gallus spadiceus', 'gallus-gallus'],
    ['Sus scrofa domestica', 'sus-domesticus'],
  ])('%j is %s', (name, id) => {
    expect(taxonNamed(name)?.id).toBe(id);
  });

  it.each(['', ' ', '-', 'bird', '鸭'])('%j is nothing', (name) => {
    expect(taxonNamed(name)).toBeUndefined();
  });
});

describe('unknownName', () => {
  it('offers the nearest name in any language', () => {
    expect(unknownName('Anas platyrhincos')).toContain('did you mean anas-platyrhynchos (绿头鸭, Anas platyrhynchos');
    expect(unknownName('malard')).toContain('anas-platyrhynchos');
    expect(unknownName('绿头鸦')).toContain('anas-platyrhynchos');
  });

  it('offers nothing where nothing is near', () => {
    expect(unknownName('Homo sapiens sapiens')).toBe('"Homo sapiens sapiens" is no known taxon');
    expect(unknownName('')).toBe('"" is no known taxon');
  });
});

it('names leave out what is not known', () => {
  expect(namesOf({ id: 'x', rank: 'genus', scientific: 'Xus', sources: [] })).toBe('Xus');
});
