import { describe, expect, it } from 'vitest';
import { understood } from '../../../../src/base/said/said.ts';
import { understandList } from '../../../../src/know/taxonomy/lists/understood.ts';

const read = (text: string) => understandList(Buffer.from(text), { file: 'list', plain: true });
const ids = (text: string) =>
  read(text).then(({ names }) => names.map(({ taxa }) => taxa.map(({ id }) => id).join(' ')));

describe('a list', () => {
  it('is names in any language, one a line, behind bullets and numbers, also several of one bird side by side', async () => {
    expect(
      await ids(
        [
          '绿头鸭',
          'Anas platyrhynchos Linnaeus, 1758',
          'mallard',
          '1. 白鹭 Egretta garzetta',
          '（2）Grey Heron',
          '- 苍鹭',
          '大天鹅\tCygnus cygnus\tWhooper Swan',
        ].join('\n'),
      ),
    ).toEqual([
      ...['anas-platyrhynchos', 'anas-platyrhynchos', 'anas-platyrhynchos', 'egretta-garzetta', 'ardea-cinerea'],
      ...['ardea-cinerea', 'cygnus-cygnus'],
    ]);
  });

  it('is a table with its months, each taxon once with those of all its lines', async () => {
    const { taxa, names } = await read('中文名,月份\n绿头鸭,10-12\n绿头鸭,1月\n白鹭,\n');
    expect(taxa).toEqual([{ taxon: 'anas-platyrhynchos', months: [1, 10, 11, 12] }, { taxon: 'egretta-garzetta' }]);
    expect(names.map(({ text, times, months }) => [text, times, months])).toEqual([
      ['绿头鸭', 2, [1, 10, 11, 12]],
      ['白鹭', 1, undefined],
    ]);
  });

  it('says of each name that is not taken why, in words that have a code', async () => {
    const { names, taxa, nameless } = await read(
      'taxon,months,count\n绿头鸦,,1\nxyzzy qwerty,,1\nAnatidae,,2\nAves sp.,,1\nMallard x Gadwall,,1\n苍鹭,smarch,1\n白鹭,,0\n',
    );
    expect(names.map(({ why = '' }) => understood(why).code)).toEqual([
      ...['list-near', 'list-unknown', 'words', 'list-too-wide', 'list-hybrid', 'list-no-month', 'list-absent'],
    ]);
    expect(taxa.map(({ taxon }) => taxon)).toEqual(['anatidae', 'ardea-cinerea']);
    expect(nameless).toBe(0);
    expect((await read('田鹨')).names[0]!.why).toMatch(/as lists differ/);
    expect(understood((await read('田鹨')).names[0]!.why!).code).toBe('list-either');
  });

  it('is refused where it holds nothing, or is none', async () => {
    await expect(read('')).rejects.toThrow('is empty');
    await expect(read('<html>')).rejects.toThrow('HTML');
    expect((await read('\n \n')).names).toEqual([]);
  });
});
