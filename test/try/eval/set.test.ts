import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSet } from '../../../src/try/eval/set.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roost set '));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(file: string, content: string | Buffer = ''): Promise<string> {
  const path = join(folder, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  return path;
}

const truth = (animals: unknown) => JSON.stringify({ scene: 'x', animals, others: [] });
const BOXES = [{ at: 0, box: { x: 0.1, y: 0.1, w: 0.2, h: 0.2 }, visible: 1 }];

describe('a folder', () => {
  it('is named by its inner folders, else by its files', async () => {
    await put('绿头鸭/1.jpg');
    await put('Ardea cinerea/east camera/IMG 0001.JPG');
    await put('2024/mallard-2.png');
    await put('blank/3.webp');
    await put('birds/empty_01.jpg');
    await put('birds/mallard.jpg');
    await put('.DS_Store');
    const { items, unclear } = await readSet(folder);
    expect(items.map(({ file, taxon, source }) => [file, taxon, source])).toEqual([
      ['2024/mallard-2.png', 'anas-platyrhynchos', 'picture'],
      ['Ardea cinerea/east camera/IMG 0001.JPG', 'ardea-cinerea', 'picture'],
      ['birds/empty_01.jpg', undefined, 'picture'],
      ['birds/mallard.jpg', 'anas-platyrhynchos', 'picture'],
      ['blank/3.webp', undefined, 'picture'],
      ['绿头鸭/1.jpg', 'anas-platyrhynchos', 'picture'],
    ]);
    // Nothing is skipped without a word.
    expect(unclear).toEqual([{ file: '.DS_Store', reason: expect.stringContaining('hidden') }]);
  });

  it('tells what it does not understand', async () => {
    await put('Mallard/1.jpg');
    await put('Anas platyrhinchos/1.jpg');
    await put('notes.txt');
    await put('Mallard/Grey Heron 1.jpg');
    const { items, unclear } = await readSet(folder);
    expect(items).toHaveLength(1);
    expect(unclear.map(({ file }) => file)).toEqual([
      'Anas platyrhinchos/1.jpg',
      'Mallard/Grey Heron 1.jpg',
      'notes.txt',
    ]);
    expect(unclear[0]?.reason).toContain('did you mean anas-platyrhynchos');
    expect(unclear[1]?.reason).toContain('another taxon');
    expect(unclear[2]?.reason).toContain('neither a picture nor a clip');
  });

  it('goes by its truth.csv', async () => {
    await put('any/1.jpg');
    await put('truth.csv', 'file,taxon,box,count\nany/1.jpg,Mallard,0.1 0.2 0.3 0.4,2\n');
    await put('any/2.jpg');
    const { items, unclear } = await readSet(folder);
    expect(unclear).toEqual([{ file: 'any/2.jpg', reason: 'is not listed in truth.csv' }]);
    expect(items).toEqual([
      {
        path: join(folder, 'any/1.jpg'),
        file: 'any/1.jpg',
        source: 'picture',
        taxon: 'anas-platyrhynchos',
        box: { x: 0.1, y: 0.2, w: 0.3, h: 0.4 },
        count: 2,
      },
    ]);
  });

  it('that holds nothing of use is an error in words', async () => {
    await expect(readSet(folder)).rejects.toThrow('there are no pictures or clips in it');
    await put('holiday/1.jpg');
    await expect(readSet(folder)).rejects.toThrow('"holiday" is no known taxon');
    await expect(readSet(join(folder, 'gone'))).rejects.toThrow('Name a folder, a CSV or a clip');
  });
});

describe('a CSV', () => {
  it('turns pixels into fractions, and tells missing files and unknown names', async () => {
    const grey = { create: { width: 200, height: 100, channels: 3, background: '#888' } } as const;
    await put('a b.png', await sharp(grey).png().toBuffer());
    const csv = await put(
      'my set.csv',
      '\ufefffile,taxon,box\na b.png,绿头鸭,"[20, 10, 100, 50]"\ngone.png,Mallard,\na b.png,Malard,\na b.png,Aves > Nonsuchus fictus,\n',
    );
    const { items, unclear } = await readSet(csv);
    expect(items.map(({ taxon, lacks, box }) => [taxon, lacks, box])).toEqual([
      ['anas-platyrhynchos', undefined, { x: 0.1, y: 0.1, w: 0.5, h: 0.5 }],
      ['aves', 'Nonsuchus fictus', undefined],
    ]);
    expect(unclear.map(({ file }) => file)).toEqual(['gone.png', 'a b.png']);
    expect(unclear[1]?.reason).toContain('did you mean anas-platyrhynchos');
  });

  it('takes a box that a hand drew over the edge for its part inside, and none that lies elsewhere', async () => {
    await put('a.jpg');
    const csv = await put(
      'set.csv',
      'file,taxon,box\na.jpg,Mallard,0.5 0.5 0.51 0.5\na.jpg,Mallard,0.9 0.9 0.4 0.4\na.jpg,Mallard,0 1 0.1 0.01\n',
    );
    const { items, unclear } = await readSet(csv);
    expect(items.map(({ box }) => box)).toEqual([{ x: 0.5, y: 0.5, w: 0.5, h: 0.5 }]);
    expect(unclear.map(({ reason }) => reason)).toEqual(Array(2).fill('its box reaches beyond the picture'));
  });
});

describe('clips', () => {
  it('go by the truth beside them', async () => {
    await put('heron.mp4');
    await put(
      'heron.json',
      truth([
        { id: 'a', kind: 'bird', species: { scientific: 'Ardea cinerea', english: 'Grey Heron' }, boxes: BOXES },
        { id: 'b', kind: 'person', boxes: BOXES },
      ]),
    );
    await put('nobody.mp4');
    await put('nobody.json', truth([]));
    await put('two.mp4');
    await put(
      'two.json',
      truth([
        { id: 'a', kind: 'bird', boxes: BOXES },
        { id: 'b', kind: 'mammal', boxes: BOXES },
      ]),
    );
    await put('broken.mp4');
    await put('broken.json', truth([{ id: 'a', kind: 'fish', boxes: [] }]));
    const { items, unclear } = await readSet(folder);
    expect(items.map(({ file, taxon, animals }) => [file, taxon, animals?.map((animal) => animal.taxon)])).toEqual([
      ['heron.mp4', 'ardea-cinerea', ['ardea-cinerea']],
      ['nobody.mp4', undefined, []],
      ['two.mp4', undefined, ['aves', 'mammalia']],
    ]);
    expect(unclear.map(({ file }) => file)).toEqual(['broken.mp4']);
  });

  it('need a truth or a name', async () => {
    await put('thing.mp4');
    await expect(readSet(folder)).rejects.toThrow('no known taxon, and it has no truth thing.json beside it');
  });

  it('can be read alone, and be named by taxon', async () => {
    const clip = await put('Mallard 1.mp4');
    expect((await readSet(clip)).items[0]).toMatchObject({ taxon: 'anas-platyrhynchos', source: 'clip' });
    await put('Mallard 1.json', truth([{ id: 'a', kind: 'mammal', boxes: BOXES }]));
    expect((await readSet(clip)).items[0]).toMatchObject({ taxon: 'mammalia' });
  });
});
