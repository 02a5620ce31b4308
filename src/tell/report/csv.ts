import { csvLine } from '../../base/csv.ts';
import { type ReportDocument, textOf } from './blocks.ts';

/** A report as CSV: each section's heading on a line of its own, then its table. Charts and pictures have their captions. */
export function toCsv({ title, subtitle, blocks }: ReportDocument): string {
  const lines = blocks.map((block) => {
    switch (block.kind) {
      case 'heading':
        return `${csvLine([])}${csvLine([block.text])}`;
      case 'text':
        return csvLine([block.text]);
      case 'table':
        return [[...block.head], ...block.rows.map((row) => row.map(textOf))]
          .map((row) => csvLine(row.map(cell)))
          .join('');
      default:
        return csvLine([block.caption]);
    }
  });
  return [csvLine([title]), csvLine([subtitle]), ...lines].join('');
}

/** Numbers stay numbers, so that a spreadsheet can add them up. */
function cell(text: string): string | number {
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}
