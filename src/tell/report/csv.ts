import { type LineWriter, spreadsheetLine } from '../../base/csv.ts';
import { type ReportDocument, textOf } from './blocks.ts';

/**
 * A report as CSV: each section's heading on a line of its own, then its table. Charts and pictures have their captions.
 * @param line as for spreadsheets, which it is made for, or `csvLine` for text as it is
 */
export function toCsv({ title, subtitle, blocks }: ReportDocument, line: LineWriter = spreadsheetLine): string {
  const lines = blocks.map((block) => {
    switch (block.kind) {
      case 'heading':
        return `${line([])}${line([block.text])}`;
      case 'text':
        return line([block.text]);
      case 'table':
        return [[...block.head], ...block.rows.map((row) => row.map(textOf))]
          .map((row) => line(row.map(cell)))
          .join('');
      default:
        return line([block.caption]);
    }
  });
  return [line([title]), line([subtitle]), ...lines].join('');
}

/** Numbers stay numbers, so that a spreadsheet can add them up; `007` is a name. */
function cell(text: string): string | number {
  return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text) ? Number(text) : text;
}
