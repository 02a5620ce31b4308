import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readLabels } from '../../../src/know/taxonomy/labels.ts';
import { taxonById } from '../../../src/know/taxonomy/taxa.ts';
import { shared } from '../../shared.ts';

const HEAD = 'index,label,taxon\n';
const FILE = new URL('../../../models/labels/mobilenet-v2-inat-bird.csv', import.meta.url);

describe('readLabels', () => {
  it('reads a line an output', () => {
    expect(readLabels(`${HEAD}0,"Duck, any",anatidae\n1,background,-\n`)).toEqual([
      { label: 'Duck, any', taxon: 'anatidae' },
      { label: 'background', taxon: undefined },
    ]);
  });

  it.each([
    ['an unknown taxon', '0,Phoenix,phoenix\n', 'line 2, "Phoenix": the taxon phoenix is unknown'],
    ['a label without a taxon', '0,Dodo,\n', 'line 2, "Dodo": it has no taxon'],
    ['outputs out of order', '1,Duck,anatidae\n', 'line 2, "Duck": its index is 1, not 0'],
  ])('refuses %s', (_, lines, message) => {
    expect(() => readLabels(HEAD + lines)).toThrow(message);
  });
});

describe('labels of the bird model', () => {
  const labels = readLabels(readFileSync(FILE, 'utf8'));

  it('are 964 birds and the background', () => {
    expect(labels).toHaveLength(965);
    expect(labels.filter((label) => label.taxon === undefined)).toEqual([{ label: 'background', taxon: undefined }]);
  });

  it('are species, but for hybrids and species that were split since', () => {
    const wider = labels.flatMap(({ taxon }) => (taxon && taxonById(taxon)?.rank !== 'species' ? [taxon] : []));
    expect(wider.sort()).toEqual(['anas', 'bubulcus', 'lanius', 'larus', 'pica', 'tyto', 'zosterops']);
  });

  it.each([
    ['Chen caerulescens (Snow Goose)', 'anser-caerulescens'],
    ['Columba livia domestica (Feral Pigeon)', 'columba-livia-domestica'],
    ['Gallus gallus domesticus (Domestic Chicken)', 'gallus-gallus-domesticus'],
    ['Picoides pubescens (Downy Woodpecker)', 'dryobates-pubescens'],
    ['Circus cyaneus hudsonius (Northern Harrier (American))', 'circus-hudsonius'],
  ])('map %s to %s', (label, taxon) => {
    expect(labels.find((known) => known.label === label)?.taxon).toBe(taxon);
  });

  const published = shared('models/inat_bird_labels.txt');
  it.skipIf(!published)('are the lines of the label file', () => {
    const lines = readFileSync(published!, 'utf8').trimEnd().split('\n');
    expect(labels.map((label) => label.label)).toEqual(lines);
  });
});
