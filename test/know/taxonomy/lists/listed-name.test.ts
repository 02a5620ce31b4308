import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { listedAs } from '../../../../src/know/taxonomy/lists/listed-name.ts';
import { findTaxon, taxonById } from '../../../../src/know/taxonomy/taxa.ts';

const ids = (name: string) => {
  const listed = listedAs(name);
  return listed && 'taxa' in listed ? listed.taxa.map(({ id }) => id) : listed;
};

describe('names of lists', () => {
  it.each([
    ['Aythya marila/affinis', 'aythya'],
    ['Greater/Lesser Scaup', 'aythya'],
    ['斑背潜鸭/凤头潜鸭', 'aythya'],
    ['大/中白鹭', 'ardea'],
    ['Larus argentatus/vegae/mongolicus', 'larus'],
    ['Mareca strepera/Anas acuta', 'anatidae'],
    ['Motacilla alba alba/leucopsis', 'motacilla-alba'],
    ['Gallinago stenura/unknownia', 'gallinago'],
  ])('%s is the narrowest taxon of both, %s', (name, id) => {
    expect(ids(name)).toEqual([id]);
  });

  it.each([
    ['Gallus gallus (Domestic type)', 'gallus-gallus-domesticus'],
    ['Red Junglefowl (Domestic type)', 'gallus-gallus-domesticus'],
    ['绿头鸭（家养型）', 'anas-platyrhynchos-domesticus'],
    ['Rock Pigeon (Feral Pigeon)', 'columba-livia-domestica'],
    ['Gallus gallus f. domestica', 'gallus-gallus-domesticus'],
    ['Columba livia var. domestica', 'columba-livia-domestica'],
    ['Anser cygnoides (Domestic type)', 'anser-cygnoides-domesticus'],
    ['Sus scrofa domestica', 'sus-domesticus'],
  ])('%s is domestic: %s', (name, id) => {
    expect(ids(name)).toEqual([id]);
  });

  it('a domestic goose of unknown descent is either', () => {
    expect(ids('Anser sp. (Domestic type)')).toEqual(['anser-anser-domesticus', 'anser-cygnoides-domesticus']);
  });

  it.each([
    'Anas platyrhynchos x acuta',
    'Mallard x Northern Pintail (hybrid)',
    'Anas platyrhynchos × Anas zonorhyncha',
    'Aves sp.',
    'Passeriformes sp.',
    '未识别鸻',
    'Serinus canaria (Domestic type)',
  ])('%s is in no list', (name) => {
    expect(listedAs(name)).toHaveProperty('leftOut');
  });

  it.each([
    ['Motacilla alba alba x leucopsis', 'motacilla-alba'],
    ['Motacilla alba [alba Group]', 'motacilla-alba'],
    ['White Wagtail (White-faced)', 'motacilla-alba'],
    ['Anas sp.', 'anas'],
    ['Anatidae sp.', 'anatidae'],
    ['Laridae sp. (gull sp.)', 'laridae'],
    ['Gallus gallus', 'gallus-gallus'],
  ])('%s is %s', (name, id) => {
    expect(ids(name)).toEqual([id]);
  });

  it.each(['', '鹬', 'Nonsensia nulla', 'a/b', 'x'])('%j is not known', (name) => {
    expect(listedAs(name)).toBeUndefined();
  });

  it('that lists use for different species are all of them, each a species of the table', () => {
    expect(ids('大山雀')).toEqual(['parus-cinereus', 'parus-major']);
    const lines = readFileSync(new URL('../../../../src/know/taxonomy/data/unsure.csv', import.meta.url), 'utf8');
    const named = lines
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','));
    for (const [name, taxa] of named) {
      const all = taxa!.split(';').map((id) => taxonById(id)?.rank);
      expect(all, name).toEqual(['species', 'species']);
      expect(findTaxon(name!)?.id).toBe(taxa!.split(';')[0]);
    }
  });
});
