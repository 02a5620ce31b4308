import { describe, expect, it } from 'vitest';
import type { Block, ReportDocument, ReportTable } from '../../../src/tell/report/blocks.ts';
import { numberColumns, tableLines } from '../../../src/tell/report/lines.ts';
import { numbered } from '../../../src/tell/report/numbered.ts';
import { columnWidths, shares, widthOf } from '../../../src/tell/report/widths.ts';

const table = (head: string[], rows: string[][], more: Partial<ReportTable> = {}): ReportTable => {
  return { kind: 'table', caption: 'one', head, rows, ...more };
};
const heading = (level: 1 | 2, text: string): Block => ({ kind: 'heading', level, text });
const chart: Block = { kind: 'chart', caption: 'chart', svg: '' };

describe('numbers of a report', () => {
  const document = (lang: 'zh' | 'en'): ReportDocument => ({
    ...{ lang, title: ['', ''], subtitle: '', cover: { lines: [], signature: [] }, summaryTitle: '', summary: [] },
    blocks: [
      ...[heading(1, 'a'), heading(2, 'b'), table(['x'], [['1']]), chart, heading(2, 'c'), heading(1, 'd')],
      { kind: 'pictures', pictures: ['p', 'q'].map((caption) => ({ caption, file: '', link: undefined })) },
      heading(2, 'e'),
    ],
    appendix: [heading(1, 'f'), heading(2, 'g'), table(['x'], [['1']])],
    across: [heading(1, 'h'), chart],
  });
  const names = ({ blocks, appendix, across }: ReportDocument) =>
    [...blocks, ...appendix, ...across].flatMap((block) =>
      block.kind === 'pictures'
        ? block.pictures.map(({ caption }) => caption)
        : 'text' in block
          ? block.text
          : block.caption,
    );

  it('are of sections, their parts, tables and figures, each through the whole of it', () => {
    expect(names(numbered(document('en')))).toEqual([
      ...['1 a', '1.1 b', 'Table 1. one', 'Figure 1. chart', '1.2 c', '2 d', 'Figure 2. p', 'Figure 3. q', '2.1 e'],
      ...['Appendix A. f', 'A.1 g', 'Table 2. one', 'Appendix B. h', 'Figure 4. chart'],
    ]);
    expect(names(numbered(document('zh'))).slice(0, 4)).toEqual(['1　a', '1.1　b', '表 1　one', '图 1　chart']);
    expect(names(numbered(document('zh'))).at(-2)).toBe('附录 B　h');
  });
});

describe('widths of columns', () => {
  it('count a Chinese character as two letters', () => {
    expect(['abc', '绿头鸭', '一 A', '䴙䴘', '〇，'].map(widthOf)).toEqual([3, 6, 4, 4, 4]);
  });

  it('never break a number, a day, a name or half of a heading', () => {
    const [number, name, day, text] = columnWidths(
      table(
        ['到访次数', '中文名', '首次', '说明'],
        [['12345', '震旦鸦雀', '2026-01-02', '这一列是很长的一段说明文字，可以分作几行']],
      ),
    );
    expect([number!.least, name!.least, day!.least]).toEqual([5, 8, 10]);
    expect(number!.named).toBe(8);
    // Words may go on in the next line, but not as a column of single characters.
    expect(text!.least).toBe(16);
    expect(text!.whole).toBeGreaterThan(36);
  });

  it('are shared so that each has what it needs, and all of it is given away', () => {
    const columns = columnWidths(
      table(['a', '到访次数', 'c'], [['1', '2', 'many words that would like a line of their own']]),
    );
    for (const width of [20, 40, 60, 200]) {
      const got = shares(columns, width, 1);
      expect(got.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
      const needed = columns.reduce((sum, { least }) => sum + least + 1, 0);
      for (const [index, share] of got.entries())
        expect(share * Math.max(width, needed)).toBeGreaterThanOrEqual(columns[index]!.least + 1 - 1e-9);
    }
  });
});

describe('lines of a table', () => {
  it('tell what rows lie within once, above them, and never at the foot of a page', () => {
    const within = [
      ['Anseriformes', 'Anatidae', 'a'],
      ['Anseriformes', 'Anatidae', 'b'],
      ['Gruiformes', '', 'c'],
    ];
    const lines = tableLines({ rows: within, within: 2 });
    expect(lines.map((line) => ('group' in line ? line.group : line.cells))).toEqual([
      ...['Anseriformes　Anatidae', ['a'], ['b'], 'Gruiformes', ['c']],
    ]);
    const many = tableLines({
      rows: Array.from({ length: 20 }, (_, row) => [`order ${Math.floor(row / 5)}`, `${row}`]),
      within: 1,
    });
    for (const line of many) if ('group' in line) expect(line.keep).toBe(true);
  });

  it('stay together where they are few, and by threes at the ends of a table where they are many', () => {
    const kept = (rows: number) =>
      tableLines({ rows: Array.from({ length: rows }, (_, row) => [`${row}`]) }).map(({ keep }) => (keep ? '+' : '|'));
    expect(kept(3).join('')).toBe('++|');
    expect(kept(12).join('')).toBe('+++++++++++|');
    expect(kept(20).join('')).toBe(`++${'|'.repeat(15)}++|`);
  });

  it('know columns of numbers', () => {
    const rows = [
      ['1', '12.5 %', '3–40', '–', 'egret', '2026-01-02'],
      ['–', '3 %', '2', '–', '2', '2026-01-03'],
    ];
    expect(numberColumns({ head: ['a', 'b', 'c', 'd', 'e', 'f'], rows })).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
