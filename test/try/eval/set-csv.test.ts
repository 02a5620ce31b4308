import { describe, expect, it } from 'vitest';
import { readSetCsv } from '../../../src/try/eval/set-csv.ts';

const read = (text: string) => readSetCsv(Buffer.from(text), 'set.csv');

describe('CSV of a set', () => {
  it('reads boxes as fractions and as pixels', () => {
    const rows = read(
      'file,taxon,box,count\na.jpg,Mallard,0.1 0.2 0.3 0.4,2\nb.jpg,Mallard,"[10, 20, 30, 40]",\nc.jpg,Mallard,"10,20,30,40",\nd.jpg,blank,,0\n',
    );
    const pixels = { unit: 'pixel', box: { x: 10, y: 20, w: 30, h: 40 } };
    expect(rows).toEqual([
      { file: 'a.jpg', taxon: 'Mallard', box: { unit: 'fraction', box: { x: 0.1, y: 0.2, w: 0.3, h: 0.4 } }, count: 2 },
      { file: 'b.jpg', taxon: 'Mallard', box: pixels },
      { file: 'c.jpg', taxon: 'Mallard', box: pixels },
      { file: 'd.jpg', taxon: 'blank', count: 0 },
    ]);
  });

  it('needs no box and no count, and does not mind a byte-order mark, capitals and Windows line ends', () => {
    expect(read('\ufeffFile,Taxon\r\na b.JPG,绿头鸭\r\n')).toEqual([{ file: 'a b.JPG', taxon: '绿头鸭' }]);
  });

  it('reads what a Chinese spreadsheet writes', () => {
    const gbk = Buffer.concat([Buffer.from('file,taxon\na.jpg,'), Buffer.from([0xc2, 0xcc, 0xcd, 0xb7, 0xd1, 0xbc])]);
    expect(readSetCsv(gbk, 'set.csv')).toEqual([{ file: 'a.jpg', taxon: '绿头鸭' }]);
  });

  it.each([
    ['a.jpg,Mallard,0.1 0.2 0.3,', 'four numbers'],
    ['a.jpg,Mallard,0.1 0.2 0 0.4,', 'four numbers'],
    ['a.jpg,Mallard,left,', 'four numbers'],
    ['a.jpg,Mallard,,many', 'whole number'],
    ['a.jpg,,,', 'no taxon'],
    [',Mallard,,', 'no file'],
  ])('says what is wrong with the line %s', (line, problem) => {
    expect(read(`file,taxon,box,count\n${line}\n`)[0]?.problem).toContain(problem);
  });

  it('says what is wrong with the whole', () => {
    expect(() => read('picture,taxon\na.jpg,Mallard\n')).toThrow('set.csv: has no column file');
    expect(() => read('file,taxon\n')).toThrow('no line below its header');
    expect(() => read('file,taxon\na.jpg,Mallard,1,2,3\n')).toThrow('read set set.csv');
  });
});
