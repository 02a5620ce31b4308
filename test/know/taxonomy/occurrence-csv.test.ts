import { describe, expect, it } from 'vitest';
import { readOccurrences } from '../../../src/know/taxonomy/occurrence-csv.ts';

const read = (text: string) => readOccurrences(Buffer.from(text), 'records.csv');

/** `中文名,月份` with 绿头鸭 in October and November, as a Chinese spreadsheet saves it: GBK. */
const GBK = Buffer.from('d6d0cec4c3fb2cd4c2b7dd0d0ac2cccdb7d1bc2c31302d31310d0a', 'hex');
const MALLARD = { taxon: 'anas-platyrhynchos' };

describe('readOccurrences', () => {
  it('finds its columns by their headers, in any order and case', () => {
    const { occurrences, problems } = read(
      'count,Scientific_Name,MONTHS\n3,Anas platyrhynchos,oct-dec\n1,Anas acuta,\n',
    );
    expect(occurrences).toEqual([{ ...MALLARD, months: [10, 11, 12] }, { taxon: 'anas-acuta' }]);
    expect(problems).toEqual([]);
  });

  it('takes the first name of a line that is known', () => {
    expect(read('scientificName,中文名\nNonsensia,绿头鸭\n,绿头鸭\n,\n').occurrences).toEqual([MALLARD, MALLARD]);
  });

  it.each([
    ['2024-05-01T06:00:00+08:00', [5]],
    ['2024/5/1', [5]],
    ['2024年11月3日', [11]],
    ['2023-11-20/2024-02-03', [1, 2, 11, 12]],
    ['2023-01-01/2024-06-01', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]],
    ['2024-05', [5]],
    ['', []],
  ])('reads the month of %j', (date, months) => {
    const { occurrences, problems } = read(`taxon,eventDate\n绿头鸭,${date}\n`);
    expect(occurrences).toEqual([{ ...MALLARD, months }]);
    expect(problems).toEqual([]);
  });

  it('tells a date that it cannot read, and keeps the taxon', () => {
    const { occurrences, problems } = read('taxon,eventDate\n绿头鸭,spring\n绿头鸭,2024-13-01\n');
    expect(occurrences).toEqual([
      { ...MALLARD, months: [] },
      { ...MALLARD, months: [] },
    ]);
    expect(problems).toEqual([
      'records.csv, record 1: "spring" in column eventdate names no month',
      'records.csv, record 2: "2024-13-01" in column eventdate names no month',
    ]);
  });

  it('tells each unknown name once, with the nearest', () => {
    const { occurrences, problems } = read('taxon\nAnas platyrhincos\nAnas platyrhincos\n绿头鸭\n');
    expect(occurrences).toEqual([MALLARD]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(
      'records.csv: "Anas platyrhincos" is no known taxon, did you mean anas-platyrhynchos',
    );
  });

  it('reads a byte-order mark, semicolons, tabs, quotes, UTF-16 and GBK', () => {
    expect(read('\ufefftaxon;months\r\n"绿头鸭";oct-nov\r\n').occurrences).toEqual([{ ...MALLARD, months: [10, 11] }]);
    expect(read('taxon\tmonths\n绿头鸭\t10\n').occurrences).toEqual([{ ...MALLARD, months: [10] }]);
    const utf16 = Buffer.from('\ufefftaxon\tmonths\n绿头鸭\t10\n', 'utf16le');
    expect(readOccurrences(utf16, 'u.txt').occurrences).toEqual([{ ...MALLARD, months: [10] }]);
    expect(readOccurrences(GBK, 'g.csv').occurrences).toEqual([{ ...MALLARD, months: [10, 11] }]);
  });

  it.each([
    ['', /holds no line/],
    ['taxon\n', /holds no line/],
    ['a,b\n1,2\n', /no column of names among a, b.*scientificName/],
    ['\u0000\u0001\u0002\nxyz\n', /no column of names/],
  ])('refuses %j in words', (text, message) => {
    expect(() => read(text)).toThrow(message);
  });
});
