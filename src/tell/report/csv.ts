import { type LineWriter, spreadsheetLine } from '../../base/csv.ts';
import { type Block, type ReportDocument, textOf, titleOf } from './blocks.ts';

/**
 * A report as CSV: each section's heading on a line of its own, each table below its caption. Charts and pictures have their captions.
 * @param line as for spreadsheets, which it is made for, or `csvLine` for text as it is
 */
export function toCsv(document: ReportDocument, line: LineWriter = spreadsheetLine): string {
  const { subtitle, cover, summaryTitle, summary, blocks, appendix, across } = document;
  const lines = (block: Block): string[] => {
    switch (block.kind) {
      case 'heading':
        return [line([]), line([block.text])];
      case 'text':
        return [line([block.text])];
      case 'table':
        return [
          ...[line([]), line([block.caption]), line([...block.head])],
          ...block.rows.map((row) => line(row.map((of) => cell(textOf(of))))),
          ...(block.note === undefined ? [] : [line([block.note])]),
        ];
      case 'chart':
        return [line([]), line([block.caption])];
      case 'pictures':
        return block.pictures.map(({ caption }) => line([caption]));
    }
  };
  return [
    ...[line([titleOf(document)]), line([subtitle])],
    ...cover.lines.map(({ name, value = '' }) => line([name, value])),
    ...[line([]), line([summaryTitle])],
    ...[...summary, ...blocks, ...appendix, ...across].flatMap(lines),
  ].join('');
}

/** Numbers stay numbers, so that a spreadsheet can add them up; `007` is a name. */
function cell(text: string): string | number {
  return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text) ? Number(text) : text;
}
