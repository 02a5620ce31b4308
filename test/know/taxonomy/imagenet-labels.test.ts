import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { isWithin, taxonById } from '../../../src/know/taxonomy/taxa.ts';
import { shared } from '../../shared.ts';

interface Line {
  readonly index: string;
  readonly label: string;
  readonly taxon: string;
}

const FILE = new URL('../../../models/labels/mobilenet-v2-imagenet.csv', import.meta.url);
const lines: Line[] = parse(readFileSync(FILE), { columns: true });
const mapped = lines.filter((line) => line.taxon !== '-');

/** The taxon of the only label that begins with the word. */
function taxonOf(word: string): string | undefined {
  const found = lines.filter((line) => line.label.split(',')[0] === word);
  expect(found).toHaveLength(1);
  return found[0]?.taxon;
}

describe('ImageNet labels', () => {
  it('stand in the order of the outputs', () => {
    expect(lines.map((line) => line.index)).toEqual(Array.from({ length: 1001 }, (_, index) => `${index}`));
    expect(lines[0]).toEqual({ index: '0', label: 'background', taxon: '-' });
  });

  it('are taxa that exist', () => {
    expect(mapped.filter((line) => taxonById(line.taxon) === undefined)).toEqual([]);
  });

  it('are 218 mammals and 59 birds, and nothing else is a taxon', () => {
    const within = (id: string) => mapped.filter((line) => isWithin(line.taxon, id)).length;
    expect([within('mammalia'), within('aves'), mapped.length]).toEqual([218, 59, 277]);
  });

  it('hold 118 breeds of dog and the dingo', () => {
    const dogs = lines.filter((line) => line.taxon === 'canis-familiaris').map((line) => Number(line.index));
    const first = lines.findIndex((line) => line.label === 'Chihuahua');
    expect(dogs).toEqual([...Array.from({ length: 118 }, (_, index) => first + index), 274]);
  });

  it.each([
    ['red fox', 'vulpes-vulpes'],
    ['timber wolf', 'canis-lupus'],
    ['wild boar', 'sus-scrofa'],
    ['hog', 'sus-domesticus'],
    ['brown bear', 'ursus-arctos'],
    ['otter', 'mustelidae'],
    ['vulture', 'aves'],
    ['kite', 'accipitridae'],
    ['drake', 'anatidae'],
    ['cardigan', '-'],
    ['Cardigan', 'canis-familiaris'],
    ['hen-of-the-woods', '-'],
    ['sea cucumber', '-'],
  ])('say that %s is %s', (word, taxon) => {
    expect(taxonOf(word)).toBe(taxon);
  });

  it('tell the crane that flies from the one that lifts', () => {
    expect(lines.filter((line) => line.label === 'crane').map((line) => line.taxon)).toEqual(['gruidae', '-']);
  });
});

const LABELS = shared('models/imagenet_labels.txt');

describe.skipIf(!LABELS)("the model's own list of labels", () => {
  it('is that of the table, word for word', () => {
    const own = readFileSync(LABELS!, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => line.label)).toEqual(own);
  });
});
