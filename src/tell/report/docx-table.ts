import {
  AlignmentType,
  BorderStyle,
  ExternalHyperlink,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  type TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import type { ReportCell, ReportTable } from './blocks.ts';
import { SIZE } from './docx-style.ts';
import { textRun } from './docx-text.ts';
import { numberColumns, tableLines } from './lines.ts';
import { columnWidths, shares } from './widths.ts';

/** Of a cell, on each side, in twentieths of a point. */
const PADDING = 60;
/** A Latin letter of the table's size is about half as wide as it is high. */
const LETTER = 10 * (SIZE.table / 2);
/** What programs need beside that, for borders and letters that are a little wider. */
const SLACK = 0.8;
const line = { style: BorderStyle.SINGLE, size: 4, color: '808080' };
const BORDERS = { top: line, bottom: line, left: line, right: line };

/** A table with its caption and its note. @param width of the page without margins, in twentieths of a point */
export function docxTable(table: ReportTable, width: number): (Paragraph | Table)[] {
  const lines = tableLines(table);
  const numbers = numberColumns(table);
  const columns = columnWidths(table);
  const columnSizes = shares(columns, width / LETTER, (2 * PADDING) / LETTER + SLACK).map((share) =>
    Math.round(share * width),
  );
  const cell = (children: (TextRun | ExternalHyperlink)[], index: number, keepNext: boolean, more: object = {}) =>
    new TableCell({
      borders: BORDERS,
      margins: { left: PADDING, right: PADDING, top: 20, bottom: 20 },
      width: { size: columnSizes[index]!, type: WidthType.DXA },
      children: [
        new Paragraph({ children, keepNext, alignment: numbers[index] ? AlignmentType.RIGHT : AlignmentType.LEFT }),
      ],
      ...more,
    });
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: table.head.slice(table.within ?? 0).map((text, index) =>
      cell([textRun(text, { bold: true, size: SIZE.table })], index, true, {
        verticalAlign: VerticalAlign.BOTTOM,
        shading: { type: ShadingType.CLEAR, fill: 'EEF1EE', color: 'auto' },
      }),
    ),
  });
  const rows = lines.map((row, at) => {
    if ('group' in row) {
      const run = textRun(row.group, { bold: true, size: SIZE.table });
      const span = { columnSpan: columns.length, width: { size: width, type: WidthType.DXA } };
      return new TableRow({ cantSplit: true, children: [cell([run], -1, row.keep, span)] });
    }
    const bold = table.sum === true && at === lines.length - 1;
    return new TableRow({
      cantSplit: true,
      children: row.cells.map((of, index) => cell([content(of, bold)], index, row.keep)),
    });
  });
  return [
    new Paragraph({ children: [textRun(table.caption)], style: 'ReportCaption', keepNext: true }),
    new Table({
      layout: TableLayoutType.FIXED,
      width: { size: width, type: WidthType.DXA },
      columnWidths: columnSizes,
      rows: [head, ...rows],
    }),
    new Paragraph({ children: [textRun(table.note ?? '')], style: 'ReportNote' }),
  ];
}

function content(of: ReportCell, bold: boolean): TextRun | ExternalHyperlink {
  const text = typeof of === 'string' ? of : of.text;
  const link = typeof of === 'string' ? undefined : of.link;
  if (link === undefined) return textRun(text, { bold, size: SIZE.table });
  // As it is printed: nothing but the number.
  return new ExternalHyperlink({ link, children: [textRun(text, { bold, size: SIZE.table })] });
}
